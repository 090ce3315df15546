"""``make html`` and ``make check`` name the same mistakes in the same words, all of them in one run."""

import pytest

from kabar.editing.check.__main__ import main as check
from tests.pictures import heic, photo, saved
from tests.portals import BIMTEK, NEWS, SMALL, write_content
from tests.site.building import TODAY, run_build

pytestmark = pytest.mark.build

HERE, THERE = "berita/2019/karangan.md", "bimtek/2019/karangan.md"
DEAD_PARTS = NEWS.rstrip() + "\n\n[a](#satu) dan [b](/bimtek/2019/karangan/#dua)\n\n[c](#tiga)\n"
PHOTO = "photo: {{file: gambar/{}, alt: Foto karangan, credit: Uji}}\ntags"
PICTURES = {
    f"gambar/potongan.{kind.lower()}": saved(photo(400, 300), kind)[:-200] for kind in ("JPEG", "PNG", "WEBP")
} | {"gambar/potongan.heic": heic(photo(400, 300))[:-200]}
MISTAKES = {
    "dead parts alone": {HERE: DEAD_PARTS},
    "dead parts, pictures cut off, and all else": {
        HERE: DEAD_PARTS.replace("[ikm]", "[tidak-ada]"),
        THERE: BIMTEK.replace("start: 2019-05-13", "start: kapan-kapan"),
        "berita/2019/draf.md": DEAD_PARTS.replace("tags", "status: draft\ntags"),
        **{
            f"berita/2019/foto-{number}.md": NEWS.replace("tags", PHOTO.format(path.removeprefix("gambar/")))
            for number, path in enumerate(PICTURES)
        },
        **PICTURES,
    },
}


def lines_of(text: str) -> list[str]:
    """The lines of ``text`` that name a place, without those of warnings, which no build looks for."""
    return sorted(line for line in text.splitlines() if line.startswith("isi/") and ": peringatan: " not in line)


@pytest.mark.parametrize("files", MISTAKES.values(), ids=MISTAKES)
def test_both_commands_tell_every_mistake_alike(tmp_path, monkeypatch, capsys, files):
    monkeypatch.chdir(tmp_path)
    root = write_content(tmp_path / "isi", SMALL | files)

    assert check(["isi"], {"BUILD_DATE": TODAY}) == 1
    told = lines_of(capsys.readouterr().out)
    built = run_build(root, tmp_path / "hasil")

    assert built.returncode == 1
    assert lines_of(built.stderr.replace(f"{root}/", "isi/")) == told
    places = {line.partition(": isi: ")[0] for line in told if HERE in line and "#" in line}
    assert places == {f"isi/{HERE}:{at}" for at in ("9:1", "9:16", "11:1")}
    assert sum("gambar rusak atau terpotong" in line for line in told) == sum(path in files for path in PICTURES)
    assert "Error" not in built.stderr and not (tmp_path / "hasil").exists()


@pytest.mark.long  # shorter: test_withheld_mistakes tells the check, test_withholding builds
def test_a_draft_with_mistakes_of_every_sort_stops_nothing_and_is_told_by_both(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    draft = MISTAKES["dead parts, pictures cut off, and all else"]["berita/2019/draf.md"].replace(
        "[ikm]", "[tidak-ada]"
    )
    root = write_content(tmp_path / "isi", SMALL | {"berita/2019/draf.md": draft})

    assert check(["isi"], {"BUILD_DATE": TODAY}) == 0
    told = lines_of(capsys.readouterr().out)
    built = run_build(root, tmp_path / "hasil")

    assert built.returncode == 0
    assert len(told) == 4 and all(": galat (belum terbit): " in line for line in told)
    assert lines_of(built.stderr.replace(f"{root}/", "isi/")) == told
    assert not (tmp_path / "hasil/berita/2019/draf").exists()
