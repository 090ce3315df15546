"""A page that is not planned is what a clean build would compose, also where lists have closed pages."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from kabar.build.render.fingerprints import Fingerprints
from kabar.content.library import Library
from kabar.index.database import Database
from kabar.pages.composition import Composition, compose
from kabar.pages.parts.keys import Changes
from kabar.pages.parts.page_sets import KnownPage, Planner
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.kabar.pages.measures import SOURCE, measure
from tests.pictures import photo, png, saved
from tests.portals import BIMTEK, NEWS, PORTAL, REDAKSI, TOPIC_IKM

Files = Mapping[str, str | bytes | None]
FIRST = datetime(2019, 1, 1, 8)
NOW = datetime(2019, 6, 1, 12, tzinfo=UTC)
KAYU = "---\nlabel: Kayu\nbroader: ikm\ndefinition: Karangan.\n---\n"
PERSON = "---\nname: Retno Karangan\nroles: [{title: guru, organisation: redaksi}]\n---\n"
FIGURE = measure("period: 2018, value: 2, partner: US, source: laporan")


def news(number: int, *more: str, tags: str = "kayu") -> str:
    text = NEWS.replace("Berita karangan", f"Kabar {number}").replace("[ikm]", f"[{tags}]")
    text = text.replace("2019-05-26 01:35", (FIRST + timedelta(days=number)).isoformat(" ", "minutes"))
    return text.replace("tags:", "\n".join((*more, "tags:")), 1)


def training(start: str, end: str, title: str, *more: str) -> str:
    text = BIMTEK.replace("2019-05-13", start).replace("2019-05-18", end).replace("Bimtek karangan", title)
    return text.replace("tags: [ikm]", "\n".join(("programme: ukir", *more, "tags: [kayu]")))


FILES: dict[str, str | bytes] = {
    "portal.yaml": f"{PORTAL}front: {{explainers: penjelasan}}\n",
    "lembaga/redaksi.md": REDAKSI,
    "orang/retno.md": PERSON,
    "topik/ikm.md": TOPIC_IKM,
    "topik/kayu.md": f"{KAYU}\n![Foto]({{static}}/gambar/2019/a.png)\n",
    "topik/penjelasan.md": KAYU.replace("Kayu", "Penjelasan"),
    "sumber/laporan.yaml": SOURCE,
    "angka/nilai.yaml": FIGURE,
    "gambar/2019/a.png": png("a"),
    "bimtek/2019/satu.md": training(
        "2019-06-10", "2019-06-12", "Bimtek karangan", "registration: {closes: 2019-06-05, via: dinas}"
    ),
    "bimtek/2019/dua.md": training("2019-05-10", "2019-05-12", "Bimtek lama"),
} | {f"berita/2019/{number}.md": news(number, "authors: [retno]", "based_on: [laporan]") for number in range(65)}

EDITS: dict[str, Files] = {
    "a title on a closed page": {"berita/2019/7.md": news(7, "authors: [retno]", "based_on: [laporan]").replace("Kabar",
        "Berita")},
    "the newest": {"berita/2019/baru.md": news(100)},
    "the oldest, of a year of its own": {"berita/2018/lama.md": news(-5)},
    "one more than fits the front": {f"berita/2019/baru-{number}.md": news(90 + number) for number in range(15)},
    "one in the middle goes": {"berita/2019/30.md": None},
    "one in the middle changes its topic": {"berita/2019/30.md": news(30, "authors: [retno]", tags="ikm")},
    "one in the middle is withdrawn": {"berita/2019/30.md": news(30, "status: withdrawn",
        "corrections: [{date: 2019-05-01 10:00, kind: pencabutan, text: Keliru.}]")},
    "one on a closed page is corrected": {"berita/2019/7.md": news(7,
        "corrections: [{date: 2019-05-01 10:00, kind: ralat, text: Betul.}]")},
    "one is an explainer": {"berita/2019/30.md": news(30, tags="penjelasan")},
    "an explainer of another section": {"ekspor/2019/x.md": news(80, "partners: [US]", "figures: [nilai]",
        tags="penjelasan")},
    "all go but one": {f"berita/2019/{number}.md": None for number in range(64)},
    "the only trainings go": {"bimtek/2019/satu.md": None, "bimtek/2019/dua.md": None},
    "another training": {"bimtek/2019/tiga.md": training("2019-06-20", "2019-06-21", "Bimtek baru")},
    "a person": {"orang/retno.md": PERSON.replace("Retno", "Ratna")},
    "an organisation": {"lembaga/redaksi.md": REDAKSI.replace("Redaksi", "Dapur")},
    "the label of a topic": {"topik/kayu.md": KAYU.replace("label: Kayu", "label: Jati")},
    "the label above a topic": {"topik/ikm.md": TOPIC_IKM.replace("label: IKM", "label: Usaha kecil")},
    "the definition of a topic": {"topik/kayu.md": KAYU.replace("Karangan", "Kayu dan jati")},
    "what stands above a topic": {"topik/kayu.md": KAYU.replace("broader: ikm\n", "")},
    "a source": {"sumber/laporan.yaml": SOURCE.replace("Media", "Koran")},
    "a value": {"angka/nilai.yaml": FIGURE.replace("value: 2", "value: 3")},
    "a picture of a topic": {"gambar/2019/a.png": saved(photo(30, 20), "PNG")},
    "nothing": {},
}  # fmt: skip
MOMENTS = {
    "the next day": timedelta(days=1),
    "after the close of registration": timedelta(days=5),
    "when all is over": timedelta(days=20),
}


class Builds:
    """Builds of one portal.

    ``views`` are what all pages of the last build show, ``rows`` what the table of pages has of each: its inputs, its
    keys and the rest.
    """

    def __init__(self, folder):
        self._folder = folder
        self.files: dict[str, str | bytes] = dict(FILES)
        self.now = NOW
        self.views: dict[str, tuple] = {}
        self.rows: dict[str, tuple[str, list[str], KnownPage]] = {}

    def build(self) -> tuple[Planner, dict[str, tuple]]:
        """The planner of a build on top of the last one, and what all pages show in a clean build."""
        for path in (self._folder / "isi").rglob("*.*"):
            if path.relative_to(self._folder / "isi").as_posix() not in self.files:
                path.unlink()
        library = load(self._folder / "isi", self.files, self.now)
        database = Database(self._folder / "build.sqlite")
        planners: list[tuple[Planner, Changes]] = []

        def plan(changes: Changes) -> Planner:
            same = {name: known for name, (_, keys, known) in self.rows.items() if not changes.any_of(keys)}
            planners.append((Planner(changes, lambda: same), changes))
            return planners[0][0]

        compose(library, {}, {}, HOST, database, make_planner=plan)
        assert database.change(planners[0][1].keep)
        database.close()
        clean = compose(library, {}, {}, HOST)
        self._keep(library, clean, planners[0][0])
        return planners[0][0], self.views

    def _keep(self, library: Library, clean: Composition, planner: Planner) -> None:
        fingerprints = Fingerprints(library.now, "", library)
        self.views = {page.save_as: (page.page, page.modified) for page in clean.pages}
        before, self.rows, self.taken_over = self.rows, {}, set(planner.kept)
        for page in clean.pages:
            name = page.save_as
            if name in planner.kept:
                self.rows[name] = before[name]
                continue
            made = fingerprints.of(page.inputs() if page.inputs else {}, page.keys)
            self.rows[name] = made.inputs, made.keys.split("\n"), KnownPage(page.modified, page.members)
            # One that was planned is taken over where its inputs are the same.
            if page.inputs and name in before and before[name][0] == made.inputs:
                self.taken_over.add(name)


@pytest.fixture
def builds(tmp_path) -> Builds:
    made = Builds(tmp_path)
    planner, views = made.build()
    assert not planner.kept and "topik/ikm/hal/2/index.html" in views
    return made


def stale(builds: Builds) -> list[str]:
    """The pages that the next build takes over although they would show something else, or were changed since."""
    before = builds.views
    planner, views = builds.build()
    assert planner.kept.keys() | planner.planned.keys() == views.keys()
    changed = [name for name, modified in planner.kept.items() if modified != views[name][1]]
    return changed + [name for name in builds.taken_over if views[name][0] != before[name][0]]


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_no_page_is_kept_that_would_show_something_else(builds, edit):
    undone = {path: builds.files.get(path) for path in edit}
    for files in (edit, undone):
        builds.files = {path: data for path, data in (builds.files | files).items() if data is not None}

        assert stale(builds) == []


SEQUENCES: dict[str, list[Files]] = {
    "topics that are filled later": [
        {"topik/ukir.md": KAYU.replace("Kayu", "Ukir").replace("ikm", "kayu"),
            "topik/dasar.md": KAYU.replace("Kayu", "Dasar").replace("ikm", "penjelasan")},
        {
            "berita/2019/ukir.md": news(70, tags="ukir"),
            "bimtek/2019/ukir.md": training("2019-06-20", "2019-06-21", "Bimtek ukir").replace("[kayu]", "[ukir]"),
            "ekspor/2019/dasar.md": news(80, "partners: [US]", "figures: [nilai]", tags="dasar"),
        },
    ],
    "the oldest use of a measure": [
        {"berita/2019/7.md": news(7).replace("Isi berita", "{{angka:nilai:2018}} Isi berita"), **{
            f"ekspor/2019/{n}.md": news(20 + n, "partners: [US]", "figures: [nilai]") for n in range(8)
        }},
        {"ekspor/2019/0.md": news(20, "partners: [US]", "figures: [nilai]", "modified: 2019-05-30 10:00")},
        {"berita/2019/lain.md": news(90, tags="ikm")},
    ],
    "a topic of an entry becomes an explainers' one": [
        {"topik/dasar.md": KAYU.replace("Kayu", "Dasar"), "berita/2019/d.md": news(89, tags="kayu, dasar"),
            "berita/2019/e.md": news(88)},
        {"topik/dasar.md": KAYU.replace("Kayu", "Dasar").replace("ikm", "penjelasan")},
    ],
    "the last change of a training that is over": [
        {"bimtek/2019/dua.md": training("2019-05-10", "2019-05-12", "Bimtek lama", "modified: 2019-05-30 10:00")},
        {"berita/2019/lain.md": news(90, tags="ikm")},
    ],
}  # fmt: skip


@pytest.mark.parametrize("edits", SEQUENCES.values(), ids=SEQUENCES)
@pytest.mark.long
def test_no_page_is_kept_that_would_show_something_else_after_others(builds, edits):
    for edit in edits:
        builds.files = {path: data for path, data in (builds.files | edit).items() if data is not None}

        assert stale(builds) == []


@pytest.mark.parametrize("later", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.long
def test_no_page_is_kept_that_would_show_something_else_later(builds, later):
    builds.now += later

    assert stale(builds) == []


def test_of_an_article_more_few_pages_are_planned(builds):
    builds.files["berita/2019/baru.md"] = news(100)
    planner, views = builds.build()

    kept = {name for name in views if "/hal/" in name}
    assert kept and kept <= planner.kept.keys()
