"""A mistake in a document that is withheld stops that document and nothing else; one in what is shown stops all."""

import json
from datetime import UTC, datetime

import pytest

from kabar.build.pipeline import valid_until
from kabar.build.verify.secrets import secrets_of
from kabar.content.library import load_library
from kabar.content.parsing.problems import ERROR, WITHHELD_ERROR
from kabar.editing.check.__main__ import main as check
from tests.kabar.content.test_withholding import FIGURE, LASTING, NOW, shown, with_keys
from tests.portals import BIMTEK, NEWS, SMALL, TOPIC_IKM, write_content

LATER = "2019-06-01 12:00"
THEN = datetime(2019, 6, 1, 5, 0, tzinfo=UTC)
NEW = "berita/2019/baru.md"
DRAFT = with_keys(NEWS, "status: draft")
SCHEDULED = NEWS.replace("2019-05-26 01:35", LATER)

# Of every kind of document, each with one mistake.
KINDS = {
    NEW: NEWS.replace("[ikm]", "[ikm, entah-apa]"),
    "bimtek/2019/baru.md": BIMTEK.replace("start: 2019-05-13", "start: kapan-kapan"),
    "ekspor/2019/baru.md": with_keys(NEWS, "figures: [entah-apa]"),
    "orang/retno.md": with_keys(LASTING["orang/retno.md"], "jabatan: Ketua"),
    "lembaga/balai.md": with_keys(LASTING["lembaga/balai.md"], "parent: entah-apa"),
    "topik/rotan.md": with_keys(LASTING["topik/rotan.md"], "broader: entah-apa"),
    "angka/rotan.yaml": FIGURE.replace("unit: USD\n", ""),
    "sumber/kantor-2019.yaml": LASTING["sumber/kantor-2019.yaml"].replace("date: 2019-05", "date: kapan-kapan"),
    "halaman/program.md": LASTING["halaman/program.md"].replace("Isi.\n", "[Isi](/tidak/ada/).\n"),
}
# What can be wrong with a draft and leaves it readable that it is one.
MISTAKES = {
    "an unknown key": with_keys(DRAFT, "kunci_salah: Kabar"),
    "a date that cannot be read": DRAFT.replace("2019-05-26 01:35", "kemarin sore"),
    "a missing key": DRAFT.replace("date: 2019-05-26 01:35\n", ""),
    "a picture that is not there": with_keys(DRAFT, "photo: {file: gambar/tiada.png, alt: Isi gambar, credit: Uji}"),
    "an author who is not there": with_keys(DRAFT, "authors: [entah-siapa]"),
    "a dead link": DRAFT.replace("Isi", "[Isi](/tidak/ada/)"),
    "a body beyond its limits": DRAFT.replace("Isi", "> " * 500),
    "an address that is taken": with_keys(DRAFT, "aliases: [/berita/2019/karangan/]"),
}


def load(tmp_path, files, now=NOW, **options):
    return load_library(write_content(tmp_path / "isi", SMALL | files), now, **options)


def paths_by_severity(loaded) -> set[tuple[str, str]]:
    return {(problem.path, problem.severity) for problem in loaded.problems}


@pytest.mark.parametrize("path", KINDS)
def test_a_document_of_every_kind_with_a_mistake_stops_the_build_only_where_it_is_shown(tmp_path, path):
    draft = load(tmp_path / "draf", LASTING | {path: with_keys(KINDS[path], "status: draft")})
    public = load(tmp_path / "terbit", LASTING | {path: KINDS[path]})

    assert paths_by_severity(draft) == {(path, WITHHELD_ERROR)}
    assert shown(draft.library) == set(SMALL) - {"portal.yaml"} | set(LASTING) - {path}
    assert list(draft.library.unfinished) == [path]
    assert path not in {*draft.library.withheld, *draft.library.withheld_lasting, *draft.library.summaries}
    assert public.library is None
    assert (path, ERROR) in paths_by_severity(public)


@pytest.mark.parametrize("path", LASTING)
def test_an_embargo_that_ends_stops_the_build_by_the_mistakes_of_its_document(tmp_path, path):
    files = LASTING | {path: with_keys(KINDS[path], f"embargo: {LATER}")}
    before, after = load(tmp_path / "sebelum", files), load(tmp_path / "sesudah", files, THEN)

    assert paths_by_severity(before) == {(path, WITHHELD_ERROR)}
    assert valid_until(before.library) == THEN
    assert after.library is None and (path, ERROR) in paths_by_severity(after)


def test_an_article_whose_day_comes_stops_the_build_by_its_mistakes(tmp_path):
    files = {NEW: SCHEDULED.replace("[ikm]", "[entah-apa]")}
    before, after = load(tmp_path / "sebelum", files), load(tmp_path / "sesudah", files, THEN)

    assert paths_by_severity(before) == {(NEW, WITHHELD_ERROR)}
    assert valid_until(before.library) == THEN
    assert after.library is None


@pytest.mark.parametrize("text", MISTAKES.values(), ids=MISTAKES)
def test_no_mistake_of_a_draft_stops_the_portal(tmp_path, text):
    loaded = load(tmp_path, {NEW: text})

    assert paths_by_severity(loaded) == {(NEW, WITHHELD_ERROR)}
    assert loaded.library.articles.keys() == {"berita/2019/karangan.md", "bimtek/2019/karangan.md"}


@pytest.mark.parametrize(
    "text",
    [
        DRAFT.replace("status: draft", "status: Draf"),
        DRAFT.replace("tags:", "tags: ]"),
        DRAFT.replace("---\nIsi", "Isi"),
        DRAFT.removeprefix("---\n"),
        with_keys(DRAFT, "status: draft"),
    ],
)
def test_a_file_that_does_not_say_readably_that_it_is_a_draft_counts_as_published(tmp_path, text):
    assert load(tmp_path, {NEW: text}).library is None


def test_data_of_a_person_stop_everything_in_a_draft_too(tmp_path):
    assert load(tmp_path, {NEW: DRAFT.replace("Isi", "NIK 3171234567890123")}).library is None


def test_a_preview_which_shows_drafts_is_stopped_by_their_mistakes(tmp_path):
    loaded = load(tmp_path, {NEW: MISTAKES["a dead link"]}, preview=True)

    assert loaded.library is None
    assert paths_by_severity(loaded) == {(NEW, ERROR)}


def test_what_a_draft_with_mistakes_alone_uses_is_withheld_with_it(tmp_path):
    # As a list of names that is none, so that no author is read.
    files = LASTING | {NEW: with_keys(DRAFT, "authors: 'retno, balai'").replace("Isi", "[Isi](/topik/rotan/)")}

    library = load(tmp_path, files).library

    assert set(library.withholding.implied) == {"orang/retno.md", "lembaga/balai.md", "topik/rotan.md"}


def test_a_reference_to_a_draft_with_mistakes_is_what_it_is_to_any_draft(tmp_path):
    files = {NEW: MISTAKES["an unknown key"], "berita/2019/lain.md": NEWS.replace("Isi", f"[Isi]({{filename}}/{NEW})")}

    loaded = load(tmp_path, files)

    assert loaded.library is None
    ((_, message),) = [(one.path, one.message) for one in loaded.problems if one.severity == ERROR]
    assert "yang belum terbit" in message


CLASHES = {
    "an address": {"halaman/kabar.md": with_keys(LASTING["halaman/program.md"],
        "status: draft").replace("/program-lama/", "/dulu/"),
                   "halaman/lain.md": LASTING["halaman/program.md"].replace("/program-lama/", "/dulu/")},
    "the address of a page": {"halaman/dulu.md": with_keys(LASTING["halaman/program.md"], "status: draft"),
                              "halaman/program.md": LASTING["halaman/program.md"].replace("/program-lama/", "/dulu/")},
    "an old address": {"halaman/dulu.md": with_keys(LASTING["halaman/program.md"], "status: draft"),
                       "alamat.yaml": "- {address: /dulu/, date: 2019-01-01, moved_to: /berita/}\n"},
    "a name of a topic": {"topik/anyam.md": with_keys(TOPIC_IKM.replace("label: IKM", "label: Anyam"),
        "status: draft").replace("[Industri kecil dan menengah]", "[Rotan]").replace("ikmm", "anyamm"),
                          "topik/rotan.md": LASTING["topik/rotan.md"].replace("Rotan\n",
                              "Rotan asli\n").replace("Anyaman rotan", "Rotan")},
    "an id": {"lembaga/retno.md": with_keys(LASTING["lembaga/balai.md"], "status: draft"),
        "orang/retno.md": LASTING["orang/retno.md"]},
    "a translation": {"berita/2019/a.md": with_keys(DRAFT, "lang: en", "translation_of: berita/2019/karangan.md"),
                      "berita/2019/b.md": with_keys(NEWS, "lang: en", "translation_of: berita/2019/karangan.md")},
}  # fmt: skip


@pytest.mark.parametrize("files", CLASHES.values(), ids=CLASHES)
def test_of_two_that_want_the_same_the_withheld_one_is_wrong(tmp_path, files):
    loaded = load(tmp_path, files)

    assert [problem.as_line() for problem in loaded.problems if problem.severity == ERROR] == []
    assert loaded.library.unfinished


def test_an_attachment_is_reported_at_a_draft_only_where_nothing_shown_leads_to_it(tmp_path):
    broken = {"lampiran/a.pdf": b"%PDF-1.4 rusak"}
    draft = {"berita/2019/a.md": with_keys(DRAFT, "attachments: [{file: lampiran/a.pdf, title: Surat}]")}
    linked = {"berita/2019/b.md": NEWS.replace("Isi", "[Isi]({static}/lampiran/a.pdf)")}
    named = {"berita/2019/b.md": with_keys(NEWS, "attachments: [{file: lampiran/a.pdf, title: Surat}]")}

    assert load(tmp_path / "draf", broken | draft).library
    assert load(tmp_path / "tautan", broken | draft | linked).library is None
    assert load(tmp_path / "lampiran", broken | draft | named).library is None


def test_what_a_draft_with_mistakes_says_is_sought_in_the_output(tmp_path):
    secret = "Dua puluh bengkel dipilih diam-diam sebelum pengumuman"
    library = load(tmp_path, {NEW: with_keys(DRAFT, f"ringkasan: {secret} resmi.")}).library

    assert any(text in secret for _, text in secrets_of(library).phrases.values())


def test_make_check_separates_mistakes_of_drafts_and_fails_by_those_of_the_portal_alone(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_content(tmp_path / "isi", SMALL | {NEW: MISTAKES["an unknown key"]})

    assert check(["isi"], {"BUILD_DATE": "2019-06-01"}) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[:2] == [
        "Belum terbit, dan tidak akan terbit sebelum dibetulkan (portal tetap dapat dibangun):",
        f"isi/{NEW}:2:1: galat (belum terbit): kunci_salah: kunci 'kunci_salah' tidak dikenal; hapus baris ini",
    ]
    assert err == "isi: 0 galat, 0 peringatan; 1 galat pada yang belum terbit, yang tidak menghentikan portal\n"

    assert check(["isi"], {"BUILD_DATE": "2019-06-01", "FORMAT": "json"}) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["errors"], report["withheld_errors"], report["problems"][0]["severity"]) == (0, 1, "withheld_error")

    assert check(["isi"], {"BUILD_DATE": "2019-06-01", "FORMAT": "github"}) == 0
    assert capsys.readouterr().out.startswith(
        f"::warning file=isi/{NEW},line=2,col=1,title=kunci_salah::galat (belum terbit): "
    )

    write_content(tmp_path / "isi", {NEW: MISTAKES["an unknown key"].replace("status: draft\n", "")})
    assert check(["isi"], {"BUILD_DATE": "2019-06-01"}) == 1
