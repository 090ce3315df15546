"""Links that open a new file in the browser."""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from kabar.content.library import load_library
from kabar.editing.forge_links import LONGEST, MISSING, links_of, renew_links
from kabar.preview.preview_pages import writing_page
from kabar.sections.registry import SECTIONS
from tests.demonstration import demonstration_content
from tests.kabar.topics.content import CRAFTS
from tests.portals import PORTAL, write_content

ROOT = Path(__file__).resolve().parents[3]
NOW = date(2026, 8, 12)


def with_repository(root: Path, *lines: str) -> Path:
    portal = "\n".join([PORTAL.rstrip(), *lines, ""])
    return write_content(root, CRAFTS | {"portal.yaml": portal})


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_link_opens_a_file_that_passes_as_a_draft(tmp_path, kind):
    root = with_repository(tmp_path, "repository: https://github.com/contoh/portal.git", "branch: naskah/baru")

    address = links_of(root, NOW)[f"Tulis {kind}"]

    parts = urlsplit(address)
    asked = parse_qs(parts.query, strict_parsing=True)
    assert len(address.encode()) < LONGEST
    assert (parts.netloc, parts.path) == ("github.com", f"/contoh/portal/new/naskah/baru/content/{kind}/2026")
    write_content(root, {f"{kind}/2026/{asked['filename'][0]}": asked["value"][0]})
    assert load_library(root, NOW).problems == ()


def test_a_portal_without_repository_has_no_links_and_says_what_is_missing(tmp_path):
    root = write_content(tmp_path, CRAFTS)

    assert links_of(root, NOW) == {}
    assert MISSING in writing_page({}, MISSING).decode()


@pytest.mark.parametrize("line", ["repository: javascript:alert(1)", "branch: ../a b", "branch: -"])
def test_an_address_that_is_none_is_refused(tmp_path, line):
    root = with_repository(tmp_path, line)

    problems = load_library(root, NOW).problems

    assert line.endswith("-") or [problem.field for problem in problems] == [line.split(":")[0]]


def test_the_page_and_the_guide_hold_every_link(tmp_path):
    links = links_of(with_repository(tmp_path, "repository: https://github.com/contoh/portal"), NOW)

    guide = renew_links("a\n<!-- tulis -->\nusang\n<!-- /tulis -->\nb", links)
    page = writing_page(links, MISSING).decode()

    assert "usang" not in guide and all(f"[{label}](<{address}>)" in guide for label, address in links.items())
    assert page.count("<a href=\"https://github.com/contoh/portal/new/main/content/") == 3
    assert MISSING not in page


def test_the_guide_is_as_the_portal_has_it():
    content = demonstration_content()
    text = (ROOT / "docs/panduan-redaksi.md").read_text("utf-8")

    assert "<!-- tulis -->" in text
    assert renew_links(text, links_of(content, NOW)) == text
