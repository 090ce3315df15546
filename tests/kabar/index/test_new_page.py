"""The kind of page that ``docs/build-database.md`` adds is drawn when what it depends on changes, and only then."""

import re
import sys
from types import ModuleType

import pytest

from kabar.pages import composition
from tests.kabar.build.sites import Site
from tests.kabar.index.test_documented import ROOT
from tests.portals import NEWS, SMALL

pytestmark = pytest.mark.build

PERSON = "---\nname: {}\n---\n"
BY_RETNO = NEWS.replace("tags:", "authors: [retno]\ntags:", 1)
CONTENT = SMALL | {"orang/retno.md": PERSON.format("Retno Karangan"), "berita/2019/retno.md": BY_RETNO}
DAY = {"BUILD_DATE": "2019-07-01", "ALASAN": "/penulis/", "TANPA_CARI": "1"}


@pytest.fixture
def example(monkeypatch) -> ModuleType:
    """The code of the documentation, its page beside all others."""
    (text,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/build-database.md").read_text("utf-8"), re.S)
    assert len([line for line in text.partition("def ")[2].splitlines() if line]) <= 20
    module = ModuleType("kabar.pages.writers")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(text, "docs/build-database.md", "exec"), vars(module))
    redirects = composition.plan_redirects
    monkeypatch.setattr(composition, "plan_redirects", lambda frame: [*redirects(frame), module.plan_writers(frame)])
    return module


def test_it_is_drawn_when_what_it_depends_on_changes_and_only_then(tmp_path, example):
    site = Site(tmp_path / "situs")

    def built(content: dict) -> str:
        site.write({f"content/{path}": text for path, text in content.items()})
        done = site.build(**DAY)
        assert (done.returncode, done.stderr) == (0, "")
        return next(line for line in done.stdout.splitlines() if line.startswith("/penulis/: "))

    assert "belum ada" in built(CONTENT)
    assert ">Retno Karangan</a>" in (site.output / "penulis/index.html").read_text("utf-8")
    more = CONTENT | {"berita/2019/lagi.md": BY_RETNO.replace("karangan", "lagi")}
    assert "dipakai lagi" in built(more)
    renamed = more | {"orang/retno.md": PERSON.format("Retno Lain")}
    assert built(renamed) == "/penulis/: digambar ulang karena berubah: penulis (orang/retno.md)"
    assert ">Retno Lain</a>" in (site.output / "penulis/index.html").read_text("utf-8")
