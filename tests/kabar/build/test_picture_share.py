"""Machines that each make one share of the pictures make all of them, none twice, and the build then makes none."""

import hashlib
from pathlib import Path

import pytest

from kabar.build.picture_share import Share, main, read_share
from kabar.failure import BuildFailed
from tests.kabar.build.sites import Site
from tests.kabar.build.test_pictures import content
from tests.pictures import photo, saved

NAMES = ("satu", "dua", "tiga")
FILES = content(*NAMES) | {
    f"content/gambar/{name}.jpg": saved(photo(400 + number, 300), "JPEG") for number, name in enumerate(NAMES)
}
PUBLIC = {"BUILD_DATE": "2019-06-01", "SITEURL": "https://kabar.example", "JOBS": "1", "SIMPANAN": "../simpanan"}


@pytest.fixture
def site(tmp_path, monkeypatch) -> Site:
    (tmp_path / "simpanan").mkdir()
    made = Site(tmp_path / "situs")
    made.write(FILES)
    monkeypatch.chdir(made.folder)
    return made


def told(capsys) -> str:
    return capsys.readouterr().out.strip()


def test_each_picture_belongs_to_one_share():
    digests = [hashlib.sha256(bytes([number])).hexdigest() for number in range(200)]
    shares = [[one for one in digests if Share(number, 3).has(one)] for number in (1, 2, 3)]

    assert sorted(one for share in shares for one in share) == sorted(digests)
    assert min(map(len, shares)) > 40


@pytest.mark.parametrize("text", ["0/4", "5/4", "1/0", "1", "a/b", "1/4/2", "-1/4", "½/1"])
def test_what_is_no_share_is_refused_with_an_example(text):
    with pytest.raises(BuildFailed, match="BAGIAN_KE=1/4"):
        read_share(text)


@pytest.mark.build
def test_shares_together_are_all_pictures_and_the_build_makes_none(site, tmp_path, capsys):
    made = 0
    for number in (1, 2):
        assert main(PUBLIC | {"BAGIAN_KE": f"{number}/2"}) == 0
        line = told(capsys)
        assert line.startswith(f"Gambar bagian {number}/2: ") and ", 0 dari SIMPANAN, 0 sudah ada" in line
        made += int(line.split(" berkas; ")[1].split()[0])
        for file in Path(".cache/gambar").glob("*"):
            file.unlink()
    shared = [path for path in (tmp_path / "simpanan").rglob("*") if path.is_file()]
    assert len(shared) == made > len(NAMES)

    assert main(PUBLIC) == 0
    assert told(capsys) == f"Gambar bagian 1/1: 3 gambar, {made} berkas; 0 dibuat, {made} dari SIMPANAN, 0 sudah ada"
    written = {path: path.stat().st_mtime_ns for path in shared}
    done = site.build("--publish", **PUBLIC)
    assert done.returncode == 0, done.stderr
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "simpanan").rglob("*") if path.is_file()} == written
    assert main(PUBLIC) == 0
    assert f"0 dibuat, 0 dari SIMPANAN, {made} sudah ada" in told(capsys)
