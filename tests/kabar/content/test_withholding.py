"""Every kind of document can be withheld, and takes along what nothing that is shown uses."""

from datetime import UTC, datetime
from typing import get_args

import pytest
from pydantic import BaseModel

from kabar.content.library import load_library
from kabar.content.models.article import Article
from kabar.content.models.model import models_within
from kabar.content.parsing import fields
from kabar.content.reading.folders import FLAT
from kabar.content.reading.reading_store import ReadingStore
from kabar.index.database import Database
from kabar.sections.registry import SECTIONS
from tests.pdf_files import new_pdf, saved
from tests.pictures import png
from tests.portals import BIMTEK, NEWS, PORTAL, SMALL, TOPIC_IKM, write_content

NOW = datetime(2019, 6, 1, tzinfo=UTC)
LATER = "2019-06-02 10:00"
THEN = datetime(2019, 6, 2, 3, 0, tzinfo=UTC)

PERSON = "---\nname: Retno Karangan\n---\nTentang Retno.\n"
OFFICE = "---\nname: Balai Karangan\n---\nTentang balai.\n"
TOPIC = "---\nlabel: Rotan\nsynonyms: [Anyaman rotan]\ndefinition: Topik karangan.\n---\nTentang rotan.\n"
PAGE = (
    "---\ntitle: Program baru\nsummary: Halaman karangan tentang program baru.\naliases: [/program-lama/]\n---\nIsi.\n"
)
FIGURE = """\
title: Ekspor rotan
summary: Angka karangan tentang ekspor rotan.
tags: [ikm]
measure: nilai ekspor rotan
unit: USD
observations:
  - {period: 2017, value: 100, source: {publisher: Penerbit Karangan, date: 2018-01-15}}
  - {period: 2018, value: 120, partner: JP, source: {publisher: Penerbit Karangan, date: 2019-01-15}}
"""
SOURCE = "publisher: Kantor Berita Karangan\ntitle: Rotan laku di pasar dunia\ndate: 2019-05\n"
LASTING = {
    "sumber/kantor-2019.yaml": SOURCE,
    "orang/retno.md": PERSON,
    "lembaga/balai.md": OFFICE,
    "topik/rotan.md": TOPIC,
    "angka/rotan.yaml": FIGURE,
    "halaman/program.md": PAGE,
}
DOCUMENTS = set(SMALL) - {"portal.yaml"}
EXPORT = NEWS.replace("Berita karangan", "Ekspor karangan")
HERE = "berita/2019/karangan.md"
NEW = "berita/2019/baru.md"


def with_keys(text: str, *lines: str) -> str:
    """``text``, a file of front matter or a measure, with ``lines`` as its first keys."""
    return (
        text.replace("---\n", "---\n" + "\n".join(lines) + "\n", 1)
        if text.startswith("---")
        else "\n".join([*lines, text])
    )


def load(tmp_path, files, now=NOW, **options):
    return load_library(write_content(tmp_path / "isi", SMALL | files), now, **options)


def shown(library) -> set[str]:
    """The content paths of all documents that the library shows."""
    vocabulary, pages = library.vocabulary.topics, library.static_pages
    kinds = (library.organisations, library.people, library.figures, library.sources, vocabulary, pages)
    paths = {one.path for kind in kinds for one in kind.values()}
    assert paths == set(library.lasting) == set(library.digests)
    return paths | set(library.articles)


def messages(loaded) -> list[str]:
    return [problem.as_line() for problem in loaded.problems]


@pytest.mark.parametrize("path", LASTING)
@pytest.mark.parametrize("line", ["status: draft", f"embargo: {LATER}"])
def test_a_document_of_every_kind_is_withheld_by_its_own_file(tmp_path, path, line):
    loaded = load(tmp_path, LASTING | {path: with_keys(LASTING[path], line)})
    library = loaded.library

    assert messages(loaded) == []
    assert shown(library) == DOCUMENTS | set(LASTING) - {path}
    assert list(library.withheld_lasting) == [path]
    assert path not in library.destinations.pages
    assert not any(path == target for target in library.redirects.values())
    preview = load_library(library.root, NOW, preview=True).library
    assert path in shown(preview) and list(preview.withheld_lasting) == [path]


@pytest.mark.parametrize("path", LASTING)
def test_an_embargo_ends_at_its_minute(tmp_path, path):
    files = LASTING | {path: with_keys(LASTING[path], f"embargo: {LATER}")}

    assert path in shown(load(tmp_path, files, THEN).library)


def test_what_nothing_uses_stays_public(tmp_path):
    assert set(LASTING) <= shown(load(tmp_path, LASTING).library)


USES = {
    "an author": (NEWS, "authors: [retno]", "orang/retno.md"),
    "an editor": (NEWS, "editor: retno", "orang/retno.md"),
    "an organisation that writes": (NEWS, "authors: [balai]", "lembaga/balai.md"),
    "a tag": (NEWS.replace("tags: [ikm]\n", ""), "tags: [ANYAMAN-rotan]", "topik/rotan.md"),
    "an instructor": (BIMTEK, "instructors: [retno]", "orang/retno.md"),
    "an organiser": (BIMTEK.replace("organisers: [redaksi]\n", ""), "organisers: [{id: balai}]", "lembaga/balai.md"),
    "who registers": (BIMTEK, "registration: {through: [balai]}", "lembaga/balai.md"),
    "who certifies": (BIMTEK, "certificate: {name: Sertifikat, issuer: balai}", "lembaga/balai.md"),
    "a figure": (EXPORT, "figures: [rotan]", "angka/rotan.yaml"),
    "a source": (NEWS, "based_on: [kantor-2019]", "sumber/kantor-2019.yaml"),
    "the link of a correction": (
        NEWS, "corrections: [{date: 2019-05-30, kind: ralat, text: Dibetulkan., link: /orang/retno/}]", "orang/retno.md"
    ),
    "the link of a correction to a feed": (
        NEWS, "corrections: [{date: 2019-05-30, kind: ralat, text: Dibetulkan., link: /topik/rotan/atom.xml}]",
        "topik/rotan.md"
    ),
}  # fmt: skip
BODIES = {
    "a link to a file": ("[x]({filename}/orang/retno.md#riwayat)", "orang/retno.md"),
    "a link to an address": ("[x](/lembaga/balai/)", "lembaga/balai.md"),
    "a link to another name of a topic": ("[x](/topik/anyaman-rotan/)", "topik/rotan.md"),
    "a link to a feed": ("[x](/topik/rotan/atom.xml)", "topik/rotan.md"),
    "a link to a table": ("[x](/angka/rotan/data.csv)", "angka/rotan.yaml"),
    "a number": ("{{angka:rotan:2018}}", "angka/rotan.yaml"),
    "a chart": ("\n\n{{grafik:rotan}}\n\n", "angka/rotan.yaml"),
}
USES |= {name: (NEWS.replace("Isi", f"{text} Isi"), "lang: id", path) for name, (text, path) in BODIES.items()}
FOLDERS = {BIMTEK: "bimtek", EXPORT: "ekspor"}


def user(text: str, *lines: str) -> dict[str, str]:
    """An article like ``text`` with ``lines`` as further keys."""
    section = "bimtek" if "organisers" in " ".join([text, *lines]) else "ekspor" if "figures" in lines[0] else "berita"
    return {f"{section}/2019/baru.md": with_keys(text, *lines)}


@pytest.mark.parametrize(("text", "line", "path"), USES.values(), ids=USES)
def test_what_only_a_draft_uses_is_withheld_with_it(tmp_path, text, line, path):
    loaded = load(tmp_path, LASTING | user(text, line, "status: draft"))

    assert messages(loaded) == []
    assert shown(loaded.library) == DOCUMENTS | set(LASTING) - {path}
    assert set(loaded.library.withholding.implied) == {path}
    assert path in shown(load(tmp_path, LASTING | user(text, line)).library)


@pytest.mark.parametrize(("text", "line", "path"), USES.values(), ids=USES)
@pytest.mark.parametrize("by", ["an article", "a withdrawn article", "its own file"])
def test_what_something_shown_uses_too_is_shown(tmp_path, text, line, path, by):
    files = LASTING | user(text, line, "status: draft")
    if by == "its own file":
        files[path] = with_keys(files[path], "status: published")
    else:
        name, other = next(iter(user(text, line).items()))
        if by == "a withdrawn article":
            other = with_keys(other, "status: withdrawn")
            reason = "date: 2019-05-30, kind: pencabutan, text: Keliru."
            if "corrections:" in other:
                other = other.replace("kind: ralat", "kind: pencabutan")
            else:
                other = with_keys(other, f"corrections: [{{{reason}}}]")
        files[name.replace("baru", "lain")] = other

    loaded = load(tmp_path, files)

    assert messages(loaded) == []
    assert path in shown(loaded.library)


def test_a_chain_is_withheld_whole_and_a_circle_too(tmp_path):
    files = {
        "orang/retno.md": with_keys(PERSON, "roles: [{title: kepala, organisation: balai}]"),
        "lembaga/balai.md": with_keys(OFFICE, "parent: induk"),
        "lembaga/induk.md": OFFICE.replace("Tentang balai", "Lihat [rotan](/topik/rotan/)").replace("Balai", "Induk"),
        "topik/rotan.md": with_keys(TOPIC, "related: [bambu]"),
        "topik/bambu.md": "---\nlabel: Bambu\ndefinition: Topik karangan.\nrelated: [rotan]\n---\n",
        NEW: with_keys(NEWS, "status: draft", "authors: [retno]"),
    }

    library = load(tmp_path, files).library

    assert shown(library) == DOCUMENTS
    assert {one.because for one in library.withholding.implied.values()} == {NEW}
    # Nothing uses the circle any longer but the circle itself: it is public, as what nothing uses is.
    files[NEW] = with_keys(NEWS, "status: draft")
    assert set(files) - {NEW} <= shown(load(tmp_path, files).library)


def test_a_page_of_lasting_text_is_withheld_by_its_own_file_alone(tmp_path):
    draft = with_keys(NEWS.replace("Isi", "[x](/program/) Isi"), "status: draft")

    assert "halaman/program.md" in shown(load(tmp_path, LASTING | {NEW: draft}).library)


def test_menu_and_old_addresses_use_what_they_lead_to(tmp_path):
    draft = with_keys(NEWS, "status: draft", "authors: [retno, balai]")
    menu = PORTAL.replace("menu:", "menu:\n  - {label: Balai, address: /lembaga/balai/}")
    old = "- {address: /retno-lama/, date: 2019-01-01, moved_to: /orang/retno/}\n"

    library = load(tmp_path, LASTING | {NEW: draft, "portal.yaml": menu, "alamat.yaml": old}).library

    assert {"lembaga/balai.md", "orang/retno.md"} <= shown(library)


def test_the_editors_are_always_shown(tmp_path):
    draft = with_keys(
        NEWS.replace("Isi", "[x](/lembaga/redaksi/) Isi"), "status: draft", "authors: [redaksi]", "editor: retno"
    )

    assert "lembaga/redaksi.md" in shown(load(tmp_path, LASTING | {NEW: draft}).library)
    reported = load(tmp_path, {"lembaga/redaksi.md": with_keys(SMALL["lembaga/redaksi.md"], "status: draft")})
    assert messages(reported) == [
        "content/lembaga/redaksi.md:2:9: status: redaksi adalah penulis dan penyunting bawaan, jadi selalu tampil;"
        " hapus baris ini"
    ]


def test_a_merged_topic_redirects_though_a_draft_writes_its_name(tmp_path):
    merged = "---\nlabel: Rotan lama\ndefinition: Topik karangan.\nmerged_into: rotan\n---\n"
    draft = with_keys(NEWS.replace("tags: [ikm]", "tags: [rotan lama]"), "status: draft")

    library = load(tmp_path, LASTING | {"topik/rotan-lama.md": merged, NEW: draft}).library

    assert {"topik/rotan-lama.md", "topik/rotan.md"} <= shown(library)


def test_what_is_withheld_by_implication_is_shown_with_the_first_that_uses_it(tmp_path):
    files = LASTING | {
        NEW: with_keys(NEWS, "status: draft", "authors: [retno]"),
        "berita/2019/nanti.md": with_keys(
            NEWS.replace("2019-05-26 01:35", "2019-06-09 08:00"), "authors: [retno, balai]"
        ),
        "halaman/program.md": with_keys(PAGE.replace("Isi", "[x](/orang/retno/)"), f"embargo: {LATER}"),
    }

    library = load(tmp_path, files).library

    reported = {path: (one.because, one.shown_from) for path, one in library.withholding.implied.items()}
    assert reported == {
        "orang/retno.md": ("halaman/program.md", THEN),
        "lembaga/balai.md": ("berita/2019/nanti.md", datetime(2019, 6, 9, 1, 0, tzinfo=UTC)),
    }
    assert "orang/retno.md" in shown(load(tmp_path, files, THEN).library)
    assert "lembaga/balai.md" not in shown(load(tmp_path, files, THEN).library)


@pytest.mark.parametrize(("text", "line", "path"), USES.values(), ids=USES)
def test_what_is_shown_may_not_use_what_its_own_file_withholds(tmp_path, text, line, path):
    article = user(text, line)
    (name,) = article

    loaded = load(tmp_path, LASTING | article | {path: with_keys(LASTING[path], "status: draft")})

    assert loaded.library is None
    lines = messages(loaded)
    assert all(one.startswith(f"content/{name}:") for one in lines)
    if not any(
        ending in text + line for ending in (".xml", ".csv")
    ):  # of lists beside pages it is told that they are not there
        (reported,) = lines
        assert f"{name} terbit, tetapi " in reported and f" {path} yang belum terbit; hapus " in reported
    # Where both are withheld, nothing is wrong.
    article = {name: with_keys(article[name], "status: draft")}
    assert messages(load(tmp_path, LASTING | article | {path: with_keys(LASTING[path], "status: draft")})) == []


LASTING_USES = {
    "parent": ("lembaga/lain.md", with_keys(OFFICE, "parent: balai"), "lembaga/balai.md"),
    "role": ("orang/lain.md", with_keys(PERSON, "roles: [{title: kepala, organisation: balai}]"), "lembaga/balai.md"),
    "broader": ("topik/ikm.md", with_keys(TOPIC_IKM, "broader: rotan"), "topik/rotan.md"),
    "related": ("topik/ikm.md", with_keys(TOPIC_IKM, "related: [rotan]"), "topik/rotan.md"),
    "merged": ("topik/lain.md", with_keys(TOPIC_IKM.replace("IKM", "Lain").replace("Industri", "Lain"),
        "merged_into: rotan").replace("ikmm", "lainn"), "topik/rotan.md"),
    "tag of a measure": ("angka/lain.yaml", FIGURE.replace("[ikm]", "[rotan]"), "topik/rotan.md"),
    "link of a page": ("halaman/lain.md", PAGE.replace("Isi", "[x](/program/)").replace("program-lama", "lain-lama"),
        "halaman/program.md"),
    "link of a page to an old address": ("halaman/lain.md",
        PAGE.replace("Isi", "[x](/program%2Dlama/#a)").replace("program-lama", "lain-lama"), "halaman/program.md"),
    "menu": ("portal.yaml", PORTAL.replace("menu:", "menu:\n  - {label: Baru, address: /program/}"),
        "halaman/program.md"),
    "old address": ("alamat.yaml", "- {address: /dulu/, date: 2019-01-01, moved_to: /program/}\n",
        "halaman/program.md"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "text", "hidden"), LASTING_USES.values(), ids=LASTING_USES)
def test_lasting_documents_that_are_shown_may_not_either(tmp_path, path, text, hidden):
    loaded = load(tmp_path, LASTING | {path: text, hidden: with_keys(LASTING[hidden], "status: draft")})

    (reported,) = messages(loaded)
    assert reported.startswith(f"content/{path}:") and "yang belum terbit" in reported
    assert hidden in reported or path == "portal.yaml"


def test_the_files_of_withheld_documents_are_not_published(tmp_path):
    files = LASTING | {
        "orang/retno.md": with_keys(PERSON.replace("Tentang",
            "![x]({static}/gambar/retno.png) [y](/lampiran/a.pdf) Tentang"), "status: draft"),
        "topik/rotan.md": TOPIC.replace("Tentang", "![x]({static}/gambar/rotan.png) Tentang"),
        NEW: with_keys(NEWS.replace("[ikm]", "[rotan]"), "status: draft"),
        "gambar/retno.png": png("a"), "gambar/rotan.png": png("b"), "lampiran/a.pdf": saved(new_pdf("Isi")),
    }  # fmt: skip

    assert load(tmp_path, files).library.files == ()
    assert load(tmp_path, files, preview=True).library.files == (
        "gambar/retno.png",
        "gambar/rotan.png",
        "lampiran/a.pdf",
    )


def observation(period: int, value: int, *more: str) -> str:
    extra = "".join(f", {one}" for one in more)
    return (
        f"  - {{period: {period}, value: {value}{extra}, source: {{publisher: Penerbit {value}, date:"
        f" 2019-01-{value}}}}}\n"
    )


def figure(*observations: str) -> str:
    return FIGURE.partition("  - ")[0] + "".join(observations)


def values(library) -> list[int]:
    return [int(one.value) for one in library.figures["rotan"].observations]


def test_an_observation_is_withheld_by_itself(tmp_path):
    rows = (
        observation(2016, 10),
        observation(2017, 11, "status: draft"),
        observation(2018, 12, f"embargo: {LATER}", "partner: JP"),
    )
    files = {"angka/rotan.yaml": figure(*rows)}

    library = load(tmp_path, files).library

    assert values(library) == [10]
    assert "ekspor/negara/jp" not in library.destinations.addresses
    assert list(library.withheld_lasting) == ["angka/rotan.yaml"]
    assert library.withholding.moments == (THEN,)
    assert values(load(tmp_path, files, THEN).library) == [10, 12]
    assert values(load(tmp_path, files, preview=True).library) == [10, 11, 12]


def test_a_measure_of_which_all_observations_are_withheld_is_withheld(tmp_path):
    files = {
        "angka/rotan.yaml": figure(observation(2017, 11, f"embargo: {LATER}"), observation(2018, 12, "status: draft"))
    }

    library = load(tmp_path, files).library

    assert library.figures == {}
    assert library.withholding.own == {"angka/rotan.yaml": THEN}
    assert values(load(tmp_path, files, THEN).library) == [11]
    later = with_keys(figure(observation(2017, 11, f"embargo: {LATER}")), "embargo: 2019-06-05")
    assert load(tmp_path, {"angka/rotan.yaml": later}).library.withholding.own == {
        "angka/rotan.yaml": datetime(2019, 6, 4, 17, 0, tzinfo=UTC)
    }


def test_what_only_a_withheld_observation_supersedes_stands(tmp_path):
    first, second = observation(2018, 11, "superseded_by: 2019-01-12"), observation(
        2018, 12, "superseded_by: 2019-01-13"
    )
    third = observation(2018, 13)
    whole = load(tmp_path, {"angka/rotan.yaml": figure(first, second, third)}).library.figures["rotan"]
    hidden = figure(first, second, third.replace("source", f"embargo: {LATER}, source", 1))
    now = load(tmp_path, {"angka/rotan.yaml": hidden}).library.figures["rotan"]

    assert [bool(one.superseded_by) for one in whole.observations] == [True, True, False]
    assert [bool(one.superseded_by) for one in now.observations] == [True, False]
    assert whole.conflicts() == now.conflicts() == {}
    circle = figure(first, observation(2018, 12, "superseded_by: 2019-01-11"))
    assert [one.field for one in load(tmp_path, {"angka/rotan.yaml": circle}).problems] == [
        "observations.superseded_by"
    ]


def test_a_text_that_is_shown_may_not_write_a_number_that_is_not(tmp_path):
    files = {
        "angka/rotan.yaml": figure(observation(2017, 11), observation(2018, 12, "status: draft")),
        NEW: NEWS.replace("Isi", "Naik {{angka:rotan:2018:tumbuh:2017}} Isi"),
    }

    loaded = load(tmp_path, files)

    assert messages(loaded) == [
        f"content/{NEW}:7:6: isi: {NEW} terbit, tetapi memakai angka yang belum terbit di angka/rotan.yaml;"
        " hapus dari sini atau terbitkan keduanya"
    ]
    assert messages(load(tmp_path, files | {NEW: with_keys(files[NEW], "status: draft")})) == []


def test_the_source_of_a_number_may_be_as_late_as_the_number(tmp_path):
    row = "  - {period: 2020, value: 11, embargo: 2021-01-05, source: {publisher: P, date: 2021-01-05}}\n"

    assert messages(load(tmp_path, {"angka/rotan.yaml": figure(row)})) == []
    reported = load(tmp_path, {"angka/rotan.yaml": figure(row.replace("embargo: 2021-01-05, ", ""))})
    assert [one.field for one in reported.problems] == ["observations.period", "observations.source.date"]


def test_an_address_that_a_withheld_document_claims_too_leads_where_it_did(tmp_path):
    # A name of a topic yields to what once was an address.
    draft = with_keys(NEWS, "status: draft", "aliases: [/topik/anyaman-rotan/]")

    redirects = load(tmp_path, {"topik/rotan.md": TOPIC, NEW: draft}).library.redirects

    assert redirects["topik/anyaman-rotan"] == "topik/rotan.md"


@pytest.mark.parametrize(
    ("path", "line", "reported"),
    [
        ("orang/retno.md", "date: 2019-07-01", "kunci 'date' tidak dikenal; waktu mulai tampil di sini ditulis di "
            "'embargo'"),
        (HERE, "embargo: 2019-07-01", "kunci 'embargo' tidak dikenal; waktu mulai tampil di sini ditulis di 'date'"),
        ("topik/rotan.md", "status: withdrawn", "pilih salah satu: draft atau published"),
        ("topik/rotan.md", "status: ditunda", "pilih salah satu: draft atau published"),
        ("topik/rotan.md", "embargo: besok", "'besok' bukan tanggal"),
        ("topik/rotan.md", "embargo: 02/03/2026", "bisa berarti dua hal"),
        ("halaman/program.md", "accepted: [{warning: ejaan, text: x, reason: Uji}]", "pilih salah satu: bukan-rahasia"),
    ],
)  # fmt: skip
def test_a_slip_is_reported_with_its_remedy(tmp_path, path, line, reported):
    (message,) = messages(load(tmp_path, LASTING | {path: with_keys((SMALL | LASTING)[path], line)}))

    assert message.startswith(f"content/{path}:2:") and reported in message


def ids_in(model: type[BaseModel]) -> set[tuple[str, str]]:
    """Each field below ``model`` that holds an id, with its model's name."""
    found = set()
    for name, field in model.model_fields.items():
        if {fields.Id.__metadata__[0], fields.Reference.__metadata__[0]} & set(metadata_of(field)):
            found.add((model.__name__, name))
        for inner in models_within(field.annotation):
            found |= ids_in(inner)
    return found


def metadata_of(field):
    yield from field.metadata
    waiting = [field.annotation]
    while waiting:
        one = waiting.pop()
        yield from getattr(one, "__metadata__", ())
        waiting += get_args(one)


def test_every_field_that_contains_an_id_is_among_the_uses_that_are_tried_here():
    found = {
        pair for model in (*(section.model for section in SECTIONS.values()), *FLAT.values()) for pair in ids_in(model)
    }
    articles = {section.model.__name__ for section in SECTIONS.values()}

    assert {(model if model not in articles else Article.__name__, name) for model, name in found} == {
        ("Article", "authors"), ("Article", "editor"), ("Article", "figures"), ("Article", "programme"),
        ("Organiser", "id"), ("Instructor", "id"), ("Registration", "through"), ("Organisation", "parent"),
        ("Role", "organisation"), ("BasedOn", "id"), ("FigureSource", "id"),
        # Names within one file.
        ("Scope", "id"), ("Product", "id"), ("Observation", "scope"), ("Observation", "product"), ("Topic", "broader"),
        ("Topic", "related"), ("Topic", "merged_into"),
    }  # fmt: skip


CHANGES = {
    "a draft more": {NEW: with_keys(NEWS, "status: draft", "authors: [retno]")},
    "an article that used it becomes a draft": {"berita/2019/pemakai.md": with_keys(NEWS, "status: draft",
        "editor: retno", "authors: [balai]")},
    "an article that used it is gone": {"berita/2019/pemakai.md": None},
    "a person becomes a draft": {"orang/retno.md": with_keys(PERSON, "status: draft"), "berita/2019/pemakai.md": None},
    "a person that is used becomes a draft": {"orang/retno.md": with_keys(PERSON, "status: draft")},
    "an observation becomes a draft": {"angka/rotan.yaml": figure(observation(2017, 11),
        observation(2018, 12, "status: draft"))},
    "a new user": {NEW: with_keys(NEWS, "editor: retno")},
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("draft", [False, True])
def test_a_change_is_judged_as_if_all_was_read_anew(tmp_path, change, draft):
    files = SMALL | LASTING | {"berita/2019/pemakai.md": with_keys(NEWS, "editor: retno", "authors: [balai]")}
    files["halaman/program.md"] = with_keys(PAGE, "embargo: 2019-06-03")
    if draft:
        files["bimtek/2019/draf.md"] = with_keys(BIMTEK, "status: draft", "instructors: [retno]", "authors: [balai]")
    root, store = write_content(tmp_path / "isi", files), ReadingStore(Database(tmp_path / "naskah"))
    load_library(root, NOW, store=store)
    for path, text in change.items():
        if text is None:
            (root / path).unlink()
        else:
            write_content(root, {path: text})

    for now in (NOW, THEN, datetime(2019, 6, 4, tzinfo=UTC), NOW):
        found, anew = load_library(root, now, store=store), load_library(root, now)
        assert found.problems == anew.problems
        assert found.library == anew.library


def test_nothing_of_what_is_withheld_is_kept(tmp_path):
    files = SMALL | LASTING | {
        "orang/retno.md": with_keys(PERSON, "status: draft"),
        "angka/rotan.yaml": figure(observation(2017, 11),
            observation(2018, 12, "status: draft", "note: Catatan rahasia")),
        NEW: with_keys(NEWS, "status: draft", "authors: [balai]", "tags: [rotan]").replace("tags: [ikm]\n", ""),
    }  # fmt: skip
    root, file = write_content(tmp_path / "isi", SMALL | LASTING), tmp_path / "naskah"
    load_library(root, NOW, store=ReadingStore(Database(file)))
    assert b"Retno" in file.read_bytes() and b"Anyaman" in file.read_bytes()
    write_content(root, files)

    for preview in (False, True):
        load_library(root, NOW, preview, ReadingStore(Database(file)))
        for secret in (b"Retno", b"Balai Karangan", b"lembaga/balai", b"rahasia", b"Anyaman", b"retno", b"rotan"):
            assert secret not in file.read_bytes(), secret
