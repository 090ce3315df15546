"""What a build that fails made of its texts stays in no cache."""

import brotli
import pytest

from kabar.build.pipeline import kept_if_built
from tests.kabar.build.test_build import DRAFT, SECRET


def test_what_came_meanwhile_goes_when_something_fails(tmp_path):
    copies, index = tmp_path / "padat", tmp_path / "cari"
    copies.mkdir()
    (copies / "lama.br").write_bytes(b"lama")

    with pytest.raises(KeyboardInterrupt), kept_if_built(copies, index):
        (copies / "baru.br").write_bytes(b"rahasia")
        (index / "arsip-1").mkdir(parents=True)
        (index / "arsip-1" / "kata.pf").write_bytes(b"rahasia")
        raise KeyboardInterrupt

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["lama.br"]


def test_what_came_meanwhile_stays_when_all_is_well(tmp_path):
    with kept_if_built(tmp_path):
        (tmp_path / "baru.br").write_bytes(b"terbit")

    assert (tmp_path / "baru.br").read_bytes() == b"terbit"


@pytest.mark.build
def test_a_draft_that_would_have_leaked_is_in_no_compressed_copy(project):
    project.write("content/berita/2019/rahasia.md", DRAFT)
    project.draw({"index.html": f"<p>{SECRET}</p>" * 50, "404.html": ""})

    result = project.run("build", "--publish", PADATKAN="1")

    assert result.returncode == 1
    assert "terbaca di index.html" in result.stderr
    for path in (project.folder / ".cache").rglob("*"):
        if path.suffix == ".br":
            assert SECRET.encode() not in brotli.decompress(path.read_bytes())
    assert list((project.folder / ".cache").rglob("*.gz")) == []
