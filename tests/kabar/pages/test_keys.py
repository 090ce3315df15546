"""Which keys change with an edit: those of what was edited, and no other."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from kabar.index.database import Database
from kabar.pages.composition import compose
from kabar.pages.parts.keys import ANY_DOCUMENT, ANY_SOURCE, DAY, Changes
from kabar.pages.parts.page_sets import Planner
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.kabar.pages.measures import SOURCE, measure
from tests.pictures import photo, png, saved
from tests.portals import BIMTEK, NEWS, REDAKSI, TOPIC_IKM

NOON = datetime(2019, 6, 1, 12, tzinfo=UTC)
PERSON = "---\nname: Retno Karangan\n---\n"
FIGURE = measure("period: 2018, value: 2, source: laporan")
KAYU = "---\nlabel: Kayu\nbroader: ikm\ndefinition: Karangan.\n---\nIsi topik.\n\n![Foto]({static}/gambar/2019/b.png)\n"
WITH_PHOTO = "photo: {file: gambar/2019/a.png, alt: Foto karangan, credit: Uji}\n"


def news(title: str, moment: str = "2019-05-20 08:00", tags: str = "ikm", more: str = "", body: str = "") -> str:
    text = NEWS.replace("Berita karangan", title).replace("2019-05-26 01:35", moment).replace("[ikm]", f"[{tags}]")
    return text.replace("tags:", f"{more}tags:", 1) + body


def training(more: str = "", start: str = "2019-06-10") -> str:
    text = BIMTEK.replace("2019-05-13", start).replace("2019-05-18", "2019-06-18").replace("[ikm]", "[kayu]")
    return text.replace("tags:", f"registration: {{closes: 2019-06-05, via: dinas}}\n{more}tags:", 1)


FILES = {
    "lembaga/redaksi.md": REDAKSI,
    "lembaga/dinas.md": REDAKSI.replace("Redaksi", "Dinas"),
    "orang/retno.md": PERSON,
    "topik/ikm.md": TOPIC_IKM,
    "topik/kayu.md": KAYU,
    "sumber/laporan.yaml": SOURCE,
    "sumber/lain.yaml": SOURCE.replace("Laporan", "Kabar"),
    "angka/nilai.yaml": FIGURE,
    "gambar/2019/a.png": png("a"),
    "gambar/2019/b.png": png("b"),
    "berita/2019/mebel.md": news("Mebel jati", more=WITH_PHOTO),
    "berita/2019/retno.md": news("Perajin rotan", "2019-05-21 08:00", "kayu", "authors: [retno]\n"),
    "bimtek/2019/ukir.md": training("programme: ukir\n"),
}
# The lists in which each of these stands.
OF_NEWS = {"list:all", "list:shown", "list:folder:berita/2019", "list:section:berita", "list:topic:ikm", "list:tag:ikm"}
OF_RETNO = OF_NEWS - {"list:tag:ikm"} | {"list:topic:kayu", "list:tag:kayu", "list:profile:retno"}
OF_TRAINING = {
    "list:all", "list:shown", "list:folder:bimtek/2019", "list:section:bimtek", "list:training",
    "list:topic:kayu", "list:tag:kayu", "list:topic:kayu:training", "list:topic:ikm", "list:topic:ikm:training",
    "list:begins:2019", "list:programme:ukir", "list:profile:redaksi", "list:holder:redaksi",
    "list:way:provinsi/id-kb", "list:way:lembaga/redaksi", "list:way:bulan/2019-06", "list:way:cara/luring",
}  # fmt: skip
TRAINING = {"bimtek/2019/ukir.md", *OF_TRAINING}


class Builds:
    """Builds of one portal, each of which keeps what its keys are worth."""

    def __init__(self, folder):
        self._folder = folder
        self.files: dict[str, str | bytes] = dict(FILES)
        self.now = NOON

    def find(self, keep: bool = True, preview: bool = False) -> Changes:
        """What changed since the last build that kept it."""
        found: list[Changes] = []

        def plan(changes: Changes) -> Planner:
            found.append(changes)
            return Planner(changes)

        for path in self._folder.rglob("isi/*/**/*.*"):
            if path.relative_to(self._folder / "isi").as_posix() not in self.files:
                path.unlink()
        library = load(self._folder / "isi", self.files, self.now, preview)
        database = Database(self._folder / "build.sqlite")
        compose(library, {}, {}, HOST, database, make_planner=plan)
        if keep:
            assert database.change(found[0].keep)
        database.close()
        return found[0]

    def after(self, files: Mapping[str, str | bytes | None], **more) -> set[str]:
        """The keys that change where ``files`` are written, and those of None removed."""
        self.files = {path: data for path, data in (self.files | files).items() if data is not None}
        keys = self.find(**more).keys
        assert keys is not None
        return set(keys)


@pytest.fixture
def builds(tmp_path) -> Builds:
    made = Builds(tmp_path)
    assert made.find().keys is None
    return made


def test_all_changes_where_nothing_is_known_and_nothing_where_nothing_did(builds):
    assert builds.find().keys == frozenset()
    assert not builds.find().any_of(["list:all", DAY])
    assert Changes().any_of(["list:all"])


def test_of_an_edited_article_it_and_its_lists(builds):
    assert builds.after({"berita/2019/mebel.md": news("Mebel rotan", more=WITH_PHOTO)}) == {
        "berita/2019/mebel.md",
        *OF_NEWS,
    }


def test_of_other_topics_the_lists_of_both(builds):
    assert builds.after({"berita/2019/mebel.md": news("Mebel jati", tags="kayu", more=WITH_PHOTO)}) >= {
        "berita/2019/mebel.md", *OF_NEWS, "list:topic:kayu",
    }  # fmt: skip


def test_an_article_that_comes_changes_its_lists_and_what_stands_around_those_that_take_it_in(builds):
    keys = builds.after({"berita/2019/baru.md": news("Mebel jati lagi", "2019-05-30 08:00")})

    assert keys == {
        "berita/2019/baru.md",
        *OF_NEWS,
        *(f"around:{path}" for path in ("berita/2019/mebel.md", "berita/2019/retno.md", "bimtek/2019/ukir.md")),
    }


def test_an_article_that_goes_changes_the_lists_in_which_it_stood(builds):
    keys = builds.after({"berita/2019/retno.md": None})

    assert keys == {"berita/2019/retno.md", *OF_RETNO, "around:berita/2019/mebel.md", "around:bimtek/2019/ukir.md"}


def test_what_is_published_by_the_hour_comes_like_any_other(builds):
    later = {"berita/2019/nanti.md": news("Kabar nanti", "2019-06-01 20:00", "ikm")}
    assert builds.after(later) == set()

    builds.now = NOON.replace(hour=15)  # 22:00 in the portal's zone: the same day

    assert builds.after({}) >= {"berita/2019/nanti.md", *OF_NEWS}
    assert builds.find().keys == frozenset()


def test_a_stage_in_the_life_of_a_training_changes_it_and_the_lists_that_hold_it(builds):
    builds.now = NOON.replace(day=7)

    assert builds.after({}) == {DAY, *TRAINING}


def test_a_new_day_changes_nothing_but_itself(builds):
    builds.now = NOON.replace(hour=20)  # the next day in the portal's zone

    assert builds.after({}) == {DAY}


def test_a_translation_changes_what_stands_around_the_original(builds):
    english = news("Teak chairs", "2019-05-22 08:00", more="lang: en\ntranslation_of: berita/2019/mebel.md\n")
    keys = builds.after({"berita/2019/mebel-en.md": english})

    assert keys >= {"berita/2019/mebel-en.md", "around:berita/2019/mebel.md"}
    assert "berita/2019/mebel.md" not in keys


def test_a_link_to_a_training_changes_what_stands_around_it(builds):
    linking = news("Mebel jati", more=WITH_PHOTO, body="\nLihat [itu]({filename}/bimtek/2019/ukir.md).\n")
    keys = builds.after({"berita/2019/mebel.md": linking})

    assert keys == {"berita/2019/mebel.md", *OF_NEWS, "around:bimtek/2019/ukir.md"}


def test_another_training_of_a_programme_changes_the_list_of_the_programme(builds):
    keys = builds.after(
        {"bimtek/2019/lanjutan.md": training("programme: ukir\n").replace("Bimtek karangan", "Lanjutan")}
    )

    assert keys >= {"bimtek/2019/lanjutan.md", "list:programme:ukir"}
    assert "bimtek/2019/ukir.md" not in keys


def test_an_organisation_changes_the_trainings_that_it_holds(builds):
    keys = builds.after({"lembaga/redaksi.md": REDAKSI.replace("Redaksi", "Dapur")})

    assert keys == {"lembaga/redaksi.md", ANY_DOCUMENT, *TRAINING}
    assert builds.after({"lembaga/dinas.md": REDAKSI}) == {"lembaga/dinas.md", ANY_DOCUMENT}


def test_a_person_changes_alone_and_no_article_with_it(builds):
    assert builds.after({"orang/retno.md": PERSON.replace("Retno", "Ratna")}) == {"orang/retno.md", ANY_DOCUMENT}


def test_the_label_of_a_topic_changes_what_other_pages_show_of_it_and_its_body_does_not(builds):
    written = KAYU.replace("Isi topik", "Isi lain")
    assert builds.after({"topik/kayu.md": written}) == {"topik/kayu.md", ANY_DOCUMENT}

    named = written.replace("label: Kayu", "label: Jati")
    assert builds.after({"topik/kayu.md": named}) == {"topik/kayu.md", "topic:kayu", ANY_DOCUMENT}


def test_a_topic_that_comes_above_another_changes_the_other(builds):
    assert builds.after({"topik/kayu.md": KAYU.replace("broader: ikm\n", "")}) >= {"topic:kayu", ANY_DOCUMENT}


def test_a_source_changes_the_measures_that_name_it(builds):
    assert builds.after({"sumber/laporan.yaml": SOURCE.replace("Media", "Koran")}) == {
        "sumber/laporan.yaml", "angka/nilai.yaml", ANY_DOCUMENT, ANY_SOURCE,
    }  # fmt: skip
    # One more is named by none of them.
    assert builds.after({"sumber/lain.yaml": SOURCE}) == {"sumber/lain.yaml", ANY_SOURCE}


def test_other_bytes_of_a_picture_change_the_article_that_shows_it(builds):
    assert builds.after({"gambar/2019/a.png": saved(photo(30, 20), "PNG")}) == {"berita/2019/mebel.md", *OF_NEWS}


def test_other_bytes_of_a_picture_change_the_topic_whose_body_shows_it(builds):
    assert builds.after({"gambar/2019/b.png": saved(photo(30, 20), "PNG")}) == {"topik/kayu.md", ANY_DOCUMENT}


def test_what_is_withheld_changes_nothing_but_in_a_preview(builds):
    draft = {"berita/2019/konsep.md": news("Konsep", more="status: draft\n")}
    assert builds.after(draft) == set()

    assert builds.after({}, preview=True) >= {"berita/2019/konsep.md", ANY_DOCUMENT}


EDITS = {
    "words": {"berita/2019/mebel.md": news("Mebel rotan", more=WITH_PHOTO)},
    "new": {"berita/2019/baru.md": news("Mebel jati lagi", "2019-05-30 08:00")},
    "gone": {"berita/2019/retno.md": None},
    "organisation": {"lembaga/redaksi.md": REDAKSI.replace("Redaksi", "Dapur")},
    "topic": {"topik/kayu.md": KAYU.replace("label: Kayu", "label: Jati")},
    "source": {"sumber/laporan.yaml": SOURCE.replace("Media", "Koran")},
    "picture": {"gambar/2019/b.png": saved(photo(30, 20), "PNG")},
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_change_that_is_undone_changes_the_same_back_and_then_nothing(builds, edit):
    undone = {path: FILES.get(path) for path in edit}

    there = builds.after(edit)
    back = builds.after(undone)

    assert there == back and there
    assert builds.find().keys == frozenset()


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_change_that_is_undone_before_the_output_is_made_changes_nothing(builds, edit):
    assert builds.after(edit, keep=False)

    assert builds.after({path: FILES.get(path) for path in edit}) == set()
