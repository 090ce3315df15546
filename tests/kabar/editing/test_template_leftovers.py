"""Nothing that a template wrote is published: its values are recognised, with or without their placeholder markers."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from kabar.content.models.placeholders import BODY, FILE_NAME
from kabar.content.reading.file_reading import read_file
from kabar.editing.entry_template import compose_entry
from kabar.editing.forge_links import links_of
from kabar.sections.registry import SECTIONS
from tests.portals import MINIMAL, PORTAL, write_content

NOW = date(2026, 8, 12)
ZONE = ZoneInfo("Asia/Jakarta")
# Each key with what an editor writes; ``berkas`` is the name of the file, ``isi`` its body.
REAL = {
    "title": "Perajin belajar mewarnai",
    "date": "2026-08-13 08:00",
    "summary": "Pelatihan karangan tiga hari bagi perajin karangan.",
    "start": "2026-09-14 08:30",
    "end": "2026-09-16 16:00",
    "organisers": "[{name: Balai Karangan}]",
    "isi": "Tiga hari perajin belajar mewarnai.",
    "berkas": "perajin-belajar",
}


def by_command(kind: str, _) -> tuple[str, str]:
    return "judul", compose_entry(kind, {"title": "Judul karangan"}, NOW, ["ikm"])


def by_link(kind: str, folder) -> tuple[str, str]:
    """As the link for those without a terminal opens it."""
    portal = f"{PORTAL}repository: https://github.com/contoh/portal\n"
    address = links_of(write_content(folder, MINIMAL | {"portal.yaml": portal}), NOW)[f"Tulis {kind}"]
    asked = parse_qs(urlsplit(address).query, strict_parsing=True)
    return asked["filename"][0].removesuffix(".md"), asked["value"][0]


def written_by(kind: str, name: str, text: str) -> set[str]:
    """What of ``REAL`` the template left to the editor."""
    marked = set(re.findall(r"# GANTI:[^\n]*\n(\w+):", text)) & REAL.keys()
    return marked | {"isi"} | ({"berkas"} if name == FILE_NAME else set())


def filled(text: str, name: str, keys: tuple[str, ...]) -> tuple[str, str]:
    """``text`` without its marks, to be published, in which ``keys`` are replaced; and the name of its file."""
    text = re.sub(r"^# GANTI:.*\n", "", text, flags=re.MULTILINE).replace("GANTI: ", "").replace("status: draft\n", "")
    for key in keys:
        if key == "isi":
            text = text.replace(BODY, REAL[key])
        elif key != "berkas":
            text = re.sub(rf"^{key}: .*$", f"{key}: {REAL[key]}", text, flags=re.MULTILINE)
    return text, REAL["berkas"] if "berkas" in keys else name


def told(kind: str, name: str, text: str) -> Iterator[str]:
    path = f"{kind}/2026/{name}.md"
    for problem in read_file(path, SECTIONS[kind].model, text.encode(), ZONE).problems:
        if "dari templat" not in problem.message:
            continue  # a real start after the template's end
        line = text.split("\n")[problem.line - 1]
        yield problem.field or "berkas"
        assert problem.field in ("", "isi") or line.startswith(problem.field)
        assert problem.field != "isi" or BODY in line


@pytest.mark.parametrize("template", [by_command, by_link])
@pytest.mark.parametrize("kind", SECTIONS)
def test_what_the_editor_did_not_replace_is_refused_whatever_else_was(tmp_path, template: Callable, kind):
    name, text = template(kind, tmp_path)
    wanted = written_by(kind, name, text)
    assert {"summary", "isi"} <= wanted and (template is by_command or {"title", "date", "berkas"} <= wanted)

    for count in range(len(wanted) + 1):
        for keys in combinations(sorted(wanted), count):
            after, file = filled(text, name, keys)
            assert set(told(kind, file, after)) == wanted - set(keys), keys


def test_a_value_below_its_mark_is_told_once(tmp_path):
    name, text = by_link("berita", tmp_path)

    problems = read_file(
        f"berita/2026/{name}.md", SECTIONS["berita"].model, text.replace("status: draft\n", "").encode(), ZONE
    ).problems

    lines = [problem.line for problem in problems]
    assert len(lines) == len(set(lines)) == text.count("GANTI:") + 1


def test_a_link_that_was_made_long_ago_gives_no_date_of_its_own(tmp_path):
    _, text = by_link("berita", tmp_path)

    assert NOW.isoformat() not in text and re.search(r"# GANTI: .*\ndate: 2026-01-01 03:33\n", text)
