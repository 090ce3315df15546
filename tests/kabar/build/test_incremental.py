"""What an incremental build gives is what a clean one gives, byte by byte, whatever was edited in between."""

import shutil
import tempfile
from collections import Counter
from copy import deepcopy
from itertools import chain
from pathlib import Path
from random import Random, SystemRandom
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kabar.content.library import load_library
from kabar.content.parsing.moments import read_build_date
from tests.kabar.build.edits import EDITS, Portal
from tests.kabar.build.project import files_of
from tests.kabar.build.sites import Site

pytestmark = pytest.mark.build


class Newsroom(RuleBasedStateMachine):
    """A portal that is edited, and built after each edit on top of what was built before.

    Every tenth build is made by a new interpreter, every fifth by two processes. No kind of edit comes again before
    ``apart`` others did. What came of ``between`` edits is compared with a clean build.
    """

    apart: ClassVar[int]
    between: ClassVar[int]

    done: ClassVar[Counter]
    first: ClassVar[int]
    search: ClassVar[dict[str, str]]
    templates: ClassVar[Path]

    def __init__(self):
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="redaksi-"))
        self.site, self.clean = Site(self.place / "situs"), Site(self.place / "bersih")
        for site in (self.site, self.clean):
            shutil.copytree(self.templates, site.folder / ".cache/templat")
        self.last: list[str] = []
        self.steps = 0
        self.compared: dict[str, str | bytes] = {}

    def teardown(self):
        shutil.rmtree(self.place)

    @initialize(number=st.integers(0, 3))
    def open(self, number):
        self.portal = Portal(Random(self.first + number).choice)
        self.site.write(self.portal.files())
        self.publish()

    def edit(self, kind: str, data: st.DataObject) -> None:
        before = deepcopy(self.portal)
        self.portal.choose = lambda options: data.draw(st.sampled_from(options))
        name = self.portal.choose(EDITS[kind])
        getattr(self.portal, name)()
        self.portal.choose = before.choose
        self.last = [*self.last, kind][-self.apart :]
        self.steps += 1
        self.done[name] += 1
        note(f"# {kind}: {name}")
        self.site.write(self.portal.files())
        if not self.is_right():
            self.done["refused"] += 1
            good = files_of(self.site.output)
            refused = self.build(self.site, afresh=self.is_tenth())
            assert refused.returncode == 1, refused
            assert differences(files_of(self.site.output), good) == []
            self.portal = before
            self.site.write(self.portal.files())
        self.publish()

    def is_right(self) -> bool:
        now = read_build_date({"BUILD_DATE": self.portal.day}, None)
        return load_library(self.site.folder / "content", now).library is not None

    def publish(self) -> None:
        built = self.build(self.site, afresh=self.is_tenth(), JOBS="2" if self.steps % 5 == 4 else "1")
        note(f"# {built.stdout.strip()}")
        assert built.returncode == 0, built.stderr

    def is_tenth(self) -> bool:
        return self.steps % 10 == 9

    def build(self, site: Site, afresh: bool = False, **more: str):
        told = {"BUILD_DATE": self.portal.day, **self.search, **self.portal.locale, **more}
        return site.build(afresh=afresh, **told)

    @invariant()
    def the_output_is_what_a_clean_build_gives(self):
        files = self.portal.files() | {"BUILD_DATE": self.portal.day}
        if files == self.compared or self.steps % self.between:
            return
        right = self.build_clean(files)
        self.compared = files
        assert differences(files_of(self.site.output), right) == []

    def build_clean(self, files) -> dict[str, bytes]:
        # What costs most is made anew where anything changed that it is made from.
        kept = {"templat": ("theme/", "pelicanconf.py"), "gambar": ("content/gambar/",)}
        kept = {name for name, below in kept.items() if self.is_unchanged(files, below)}
        shutil.rmtree(self.clean.output, ignore_errors=True)
        for path in (self.clean.folder / ".cache").iterdir():
            if path.name not in kept:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.clean.write(self.portal.files())
        built = self.build(self.clean)
        assert built.returncode == 0, built.stderr
        return files_of(self.clean.output)

    def is_unchanged(self, files, below: tuple[str, ...]) -> bool:
        names = {name for name in files.keys() | self.compared.keys() if name.startswith(below)}
        return not self.compared or all(files.get(name) == self.compared.get(name) for name in names)


def _rule(kind: str):
    # All have one name: of names Hypothesis leaves out half in each run, and ours are short.
    def edit(self, data):
        self.edit(kind, data)

    return precondition(lambda self: kind not in self.last)(rule(data=st.data())(edit))


for _kind in EDITS:
    setattr(Newsroom, f"edit_{_kind}", _rule(_kind))


def differences(got: dict[str, bytes], right: dict[str, bytes]) -> list[str]:
    """Each file that differs, with the first line that does."""
    told = [f"{name}: only in one of both" for name in sorted(got.keys() ^ right.keys())]
    for name in sorted(got.keys() & right.keys()):
        if got[name] != right[name]:
            lines = zip(got[name].splitlines(), [*right[name].splitlines(), b""], strict=False)
            first = next(((mine, its) for mine, its in lines if mine != its), (b"(ends)", b"(goes on)"))
            told.append(f"{name}: {first[0][:300]!r} instead of {first[1][:300]!r}")
    return told


def work(templates: Path, number: int, apart: int, between: int, search: dict[str, str], **more) -> Counter:
    """Let the newsroom work as chance ``number`` tells it to; how often each thing was done."""
    more_of_it = {
        "done": Counter(),
        "first": number,
        "apart": apart,
        "between": between,
        "search": search,
        "templates": templates,
    }
    machine = seed(number)(type("Newsroom", (Newsroom,), more_of_it))
    told = {"deadline": None, "database": None, "print_blob": True, "suppress_health_check": list(HealthCheck)}
    run_state_machine_as_test(machine, settings=settings(derandomize=False, **told, **more))
    return machine.done


# Without the search, which has tests of its own, and without looking for the shortest way to a failure.
# What an edit leaves wrong is still wrong a few edits later.
@pytest.mark.parametrize(("number", "between"), [(1, 10), pytest.param(2, 1, marks=pytest.mark.long)])
def test_edits_of_every_kind_give_what_clean_builds_give(templates, number, between):
    short = {"max_examples": 1, "stateful_step_count": len(EDITS) + 1, "phases": [Phase.generate]}

    done = work(templates, number, len(EDITS) - 1, between, {"TANPA_CARI": "1"}, **short)

    assert all(any(done[name] for name in names) for names in EDITS.values())


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_thousands_of_edits_give_what_clean_builds_give(templates, part):
    number = SystemRandom().randrange(2**32)
    print(f"work(templates, {number}, …)")

    done = work(templates, number, 4, 1, {}, max_examples=20, stateful_step_count=40)

    assert done.keys() == {"refused", *chain(*EDITS.values())}
