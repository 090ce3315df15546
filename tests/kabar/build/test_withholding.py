"""What is built of a portal in which documents are withheld is what is built without them, byte by byte."""

import re
import shutil
from pathlib import Path
from random import Random, SystemRandom

import pytest

from tests.kabar.build.project import files_of
from tests.kabar.build.sites import Site
from tests.kabar.build.test_incremental import differences
from tests.withheld_portals import NOW, WithheldPortal, made_portal, with_mistakes

pytestmark = pytest.mark.build

# As ``withheld_portals`` makes them: five syllables, which no other document has.
WORD = re.compile(r"(?=((?:ba|ci|du|fe|go|hu|ka|lo|mi|nu){5}))")
PARTS = ("terbit.json", "sitemap.xml", "feed.json", "cari/kosakata.json", "topik/topik.jsonld", "pagefind/bagian.json")


def portal_of(number: int) -> WithheldPortal:
    return made_portal(lambda again: Random(f"{number} {again}").choice)


def publish(site: Site, portal: WithheldPortal, with_withheld: bool) -> dict[str, bytes]:
    """The output for the public of ``portal``, upon what ``site`` built before."""
    files = portal.files(with_withheld)
    if with_withheld:
        # Every second of them has mistakes.
        files = with_mistakes(files, sorted(portal.own)[::2], Random(0).choice)
    site.write({f"content/{path}": data for path, data in files.items()})
    built = site.build("--publish", BUILD_DATE=NOW)
    assert built.returncode == 0, built.stderr
    return files_of(site.output)


def check(number: int, folder: Path, templates: Path) -> None:
    portal = portal_of(number)
    sites = Site(folder / "dengan"), Site(folder / "tanpa")
    for site in sites:
        shutil.copytree(templates, site.folder / ".cache/templat")

    clean = [publish(site, portal, with_withheld) for site, with_withheld in zip(sites, (True, False), strict=True)]
    upon = [publish(site, portal, with_withheld) for site, with_withheld in zip(sites, (False, True), strict=True)]

    assert clean[0].keys() >= set(PARTS)
    for other in (clean[1], *upon):
        assert differences(other, clean[0]) == []
    secrets = words_in(portal.files(with_withheld=True)) - words_in(portal.files(with_withheld=False))
    assert len(secrets) > 20
    # The second was built with everything last; the first once, and then without it.
    for site in sites:
        kept = {path: kept_words(site, path) for path in files_of(site.folder / ".cache")}
        assert set().union(*kept.values()) & words_in(portal.files(with_withheld=False))
        assert {path: words & secrets for path, words in kept.items() if words & secrets} == {}


def words_in(files: dict[str, str | bytes]) -> set[str]:
    return {word for text in files.values() if isinstance(text, str) for word in WORD.findall(text.lower())}


def kept_words(site: Site, path: str) -> set[str]:
    text = (site.folder / ".cache" / path).read_bytes().decode("latin-1").lower()
    return set(WORD.findall(text)) if not path.startswith("templat/") else set()


@pytest.mark.parametrize("number", [7, pytest.param(49, marks=pytest.mark.long)])
def test_the_output_says_nothing_of_what_is_withheld(number, tmp_path, templates):
    portal = portal_of(number)
    assert portal.implied() and portal.own and any(path.startswith(("orang/", "topik/")) for path in portal.own)

    check(number, tmp_path, templates)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_no_output_of_hundreds_says_anything_of_what_is_withheld(part, tmp_path, templates):
    first = SystemRandom().randrange(2**32)
    for number in range(first, first + 50):
        print(f"check({number}, …)")
        check(number, tmp_path / str(number), templates)
        shutil.rmtree(tmp_path / str(number))
