"""What a build says of itself is what it did."""

import os
import re

import pytest

from kabar.build.progress import Phase, Tally
from tests.kabar.build.project import files_of
from tests.kabar.build.sites import Site
from tests.portals import NEWS, SMALL, write_content

pytestmark = pytest.mark.build

CONTENT = SMALL | {f"berita/2019/karangan-{number}.md": NEWS for number in range(3)}


def build(site: Site, output) -> tuple[int, int, int, int, int, int]:
    """Build into ``output``: documents read and recalled, files drawn, taken over, written and removed."""
    done = site.build(BUILD_DATE="2019-06-01", RINCI="1", TANPA_CARI="1", OUTPUT=str(output))
    assert (done.returncode, done.stderr) == (0, "")
    said = re.search(
        r"\((\d+) berkas digambar(?:, (\d+) dipakai lagi)?\)\n"
        r"  isi: (\d+) berkas dibaca, (\d+) dari simpanan; hasil: (\d+) berkas ditulis, (\d+) dihapus\n",
        done.stdout,
    )  # fmt: skip
    drawn, again, read, recalled, written, removed = (int(number or 0) for number in said.groups())
    return read, recalled, drawn, again, written, removed


@pytest.mark.parametrize("place", ["situs/output", "luar"])
def test_the_numbers_of_a_build_are_right(tmp_path, place):
    site, output = Site(tmp_path / "situs"), tmp_path / place
    write_content(site.folder / "content", CONTENT)

    read, recalled, drawn, again, written, removed = build(site, output)

    before = files_of(output)
    assert (read, recalled, again, removed) == (7, 0, 0, 0)
    assert written == drawn == len(before)

    # The same text with another time.
    os.utime(site.folder / "content/berita/2019/karangan.md")
    read, recalled, drawn, again, written, removed = build(site, output)

    assert files_of(output) == before
    assert (read, recalled, written, removed) == (0, 7, 0, 0)
    assert drawn + again == len(before) and again > drawn

    write_content(site.folder / "content", {"berita/2019/karangan-1.md": NEWS.replace("Isi berita", "Isi lain")})
    (site.folder / "content/berita/2019/karangan-2.md").unlink()
    read, recalled, drawn, again, written, removed = build(site, output)

    after = files_of(output)
    assert (read, recalled) == (1, 5)
    assert written == sum(before.get(name) != data for name, data in after.items())
    assert removed == len(before.keys() - after.keys()) > 0
    assert drawn + again == len(after)


def test_a_tally_is_told_in_two_lines():
    tally = Tally(3, 1017, 12, 1, {Phase.READ: 0.449, Phase.RENDER: 12.0}, 210_400_000, 0)

    assert tally.as_lines() == (
        "  isi: 3 berkas dibaca, 1017 dari simpanan; hasil: 12 berkas ditulis, 1 dihapus",
        "  detik: membaca isi 0,4, menggambar 12,0; memori puncak: 210 MB",
    )
