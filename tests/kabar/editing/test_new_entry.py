"""The files of new entries: whole, allowed as drafts, never over another, never published half done."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import yaml

from kabar.content.library import load_library
from kabar.content.parsing.front_matter import parts_of
from kabar.content.reading.typed import keys_of
from kabar.editing.check.__main__ import main as check
from kabar.editing.new_entry import main
from kabar.sections.registry import SECTIONS
from tests.kabar.topics.content import CRAFTS, contents, topic
from tests.portals import write_content
from tests.site.test_commands import NASTY, Shop

NOW = date(2026, 8, 12)
GUIDE = Path(__file__).resolve().parents[3] / "docs/panduan-redaksi.md"
PORTAL = CRAFTS | {"topik/bimtek.md": topic("Bimtek"), "topik/ekspor.md": topic("Ekspor")}
TRAINING = {
    "TERAS": "Pelatihan karangan tiga hari bagi perajin karangan.",
    "TOPIK": "Bimtek, batik",
    "MULAI": "14 September 2026 08.30",
    "SELESAI": "2026-09-16",
    "PENYELENGGARA": "redaksi",
    "TEMPAT": "Balai: Karangan # 1",
    "PROVINSI": "Bali",
}


class Terminal(StringIO):
    """Someone who types these lines."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO())


def new(root, kind="berita", **told) -> int:
    return main(kind, {"CONTENT": str(root), "BUILD_DATE": "2026-08-12", "JUDUL": "Judul karangan"} | told)


@pytest.mark.parametrize("kind", SECTIONS)
@pytest.mark.parametrize("title", [title for title in NASTY if title.strip()] + ["CON", "hal", "🧵", "Karangan " * 20])
def test_a_title_alone_makes_a_draft_that_passes_and_keeps_the_title(tmp_path, kind, title):
    root = write_content(tmp_path, PORTAL)

    assert new(root, kind, JUDUL=title) == 0

    loaded = load_library(root, NOW)
    assert loaded.problems == ()
    (draft,) = [one for one in loaded.library.withheld.values() if one.section == kind and one.year == "2026"]
    assert (draft.title, draft.status, draft.date.date()) == (" ".join(title.split()), "draft", NOW)


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_new_draft_is_not_even_warned_of(tmp_path, capsys, kind):
    root = write_content(tmp_path, PORTAL)
    new(root, kind)
    capsys.readouterr()

    assert check([str(root)], {"BUILD_DATE": "2026-08-12", "FORMAT": "github"}) == 0

    # What only the draft uses is noted.
    assert all(line.startswith("::notice ") for line in capsys.readouterr().out.splitlines())


def test_what_is_told_stands_in_the_file_without_a_mark(tmp_path):
    root = write_content(tmp_path, PORTAL)

    assert new(root, "bimtek", **TRAINING) == 0

    (draft,) = [one for one in load_library(root, NOW).library.withheld.values() if one.section == "bimtek"]
    assert draft.place.name == TRAINING["TEMPAT"] and draft.place.province == "ID-BA" and draft.mode == "luring"
    assert draft.tags == ("bimtek", "batik") and draft.summary == TRAINING["TERAS"]
    assert (root / draft.path).read_text("utf-8").split("\n---\n")[0].count("GANTI:") == 0


def test_a_second_entry_of_one_title_gets_a_name_of_its_own(tmp_path):
    root = write_content(tmp_path, PORTAL | {"berita/2026/judul-karangan.md": "belum jadi"})

    assert (new(root), new(root)) == (0, 0)

    names = sorted(path.name for path in (root / "berita/2026").iterdir())
    assert names == ["judul-karangan-2.md", "judul-karangan-3.md", "judul-karangan.md"]
    assert (root / "berita/2026/judul-karangan.md").read_text() == "belum jadi"


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_stand_in_that_is_published_is_named_at_its_line(tmp_path, kind):
    root = write_content(tmp_path, PORTAL)
    new(root, kind)
    path = root / kind / "2026/judul-karangan.md"
    text = path.read_text("utf-8").replace("status: draft\n", "")
    path.write_text(text, "utf-8")

    problems = load_library(root, NOW).problems

    marked = [number for number, line in enumerate(text.split("\n"), 1) if "GANTI:" in line]
    assert marked and [problem.line for problem in problems] == marked
    assert all("masih contoh dari templat" in problem.message for problem in problems)


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_draft_has_no_comments_but_placeholders_and_the_way_to_the_guide(tmp_path, kind):
    root = write_content(tmp_path, PORTAL)
    new(root, kind)

    lines, _ = parts_of((root / kind / "2026/judul-karangan.md").read_text("utf-8"))

    comments = [line for line in lines if line.startswith("#") and not line.startswith("# GANTI: ")]
    assert comments == ["# Kunci lain dan artinya: docs/panduan-redaksi.md#menulis-tiap-jenis"]
    assert "\n## Menulis tiap jenis\n" in GUIDE.read_text("utf-8")
    assert {line.partition(":")[0] for line in lines if line[0].isalpha()} <= set(keys_of(SECTIONS[kind].model))


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_draft_that_another_editor_saved_without_comments_is_the_same_and_no_more_publishable(tmp_path, kind):
    root = write_content(tmp_path, PORTAL)
    new(root, kind, **(TRAINING | DECIDING | {"TERAS": ""} if kind == "bimtek" else {}))
    path = root / kind / "2026/judul-karangan.md"
    (before,) = [one for one in load_library(root, NOW).library.withheld.values() if one.year == "2026"]
    lines, body = parts_of(path.read_text("utf-8"))

    front = yaml.safe_dump(yaml.safe_load("\n".join(lines[1:-1])), allow_unicode=True)
    path.write_text(f"---\n{front}---\n{body}", "utf-8")

    (after,) = [one for one in load_library(root, NOW).library.withheld.values() if one.year == "2026"]
    assert after.model_copy(update={"body_line": before.body_line}) == before
    path.write_text(path.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    assert "summary" in {problem.field for problem in load_library(root, NOW).problems}


def test_a_terminal_is_asked_for_what_is_missing_and_again_for_what_is_wrong(tmp_path, monkeypatch, capsys):
    root = write_content(tmp_path, PORTAL)
    monkeypatch.setattr("sys.stdin", Terminal("Teras karangan yang cukup panjang.\nbatikk\nBatik\n"))

    assert new(root) == 0

    assert "maksud Anda 'Batik'?" in capsys.readouterr().out
    (draft,) = [one for one in load_library(root, NOW).library.withheld.values() if one.year == "2026"]
    assert (draft.summary, draft.tags) == ("Teras karangan yang cukup panjang.", ("batik",))


DECIDING = {
    "CARA": "Luring",
    "KOTA": "Kabupaten Badung",
    "AKSES": "terbuka",
    "BIAYA": "Rp150.000",
    "KUOTA": "30 orang",
    "LEWAT": "whatsapp",
    "TUTUP": "2026-09-01",
    "NARAHUBUNG": "Sari Karangan",
    "WHATSAPP": "0812-3456-7890",
    "SUREL": "panitia@karangan.example",
}
# Each key by which a reader decides; the last of them are groups.
ASKED = ["start", "end", "mode", "place", "organisers", "access", "quota", "fee", "registration"]


def drafted(root):
    (draft,) = [one for one in load_library(root, NOW).library.withheld.values() if one.section == "bimtek"]
    return draft


def check_training(draft) -> None:
    assert all(key in draft.model_fields_set for key in ASKED)
    assert (draft.mode, draft.place.regency, draft.place.province) == ("luring", "Kabupaten Badung", "ID-BA")
    assert (draft.access, draft.quota, draft.fee.amount, draft.fee.currency) == ("terbuka", 30, 150000, "IDR")
    (contact,) = draft.registration.contacts
    assert (draft.registration.via, str(draft.registration.closes)) == ("whatsapp", "2026-09-01")
    assert (contact.name, contact.whatsapp, contact.email) == (
        "Sari Karangan",
        "6281234567890",
        "panitia@karangan.example",
    )


def test_variables_tell_all_that_a_reader_decides_by(tmp_path):
    root = write_content(tmp_path, PORTAL)

    assert new(root, "bimtek", **TRAINING, **DECIDING) == 0

    check_training(drafted(root))


def typed(monkeypatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))


def test_a_terminal_is_asked_for_all_that_a_reader_decides_by_with_a_line_of_help_each(tmp_path, monkeypatch, capsys):
    root = write_content(tmp_path, PORTAL)
    answers = {**TRAINING, **DECIDING}
    order = [question for question in SECTIONS["bimtek"].questions if question.variable not in ("JUDUL", "FORMULIR")]
    typed(monkeypatch, *(answers[question.variable] for question in order))

    assert new(root, "bimtek") == 0

    out = capsys.readouterr().out
    assert all(f"{question.text} ({question.help}):" in out for question in order)
    assert "Alamat formulir" not in out  # one registers by WhatsApp
    assert out.endswith(f"{root}/bimtek/2026/judul-karangan.md ditulis sebagai draf.\n")
    check_training(drafted(root))


def test_a_training_online_is_asked_for_no_place_and_a_closed_one_for_no_registration(tmp_path, monkeypatch, capsys):
    root = write_content(tmp_path, PORTAL)
    typed(
        monkeypatch,
        *(TRAINING[key] for key in ("TERAS", "TOPIK", "MULAI", "SELESAI")),
        "daring",
        "redaksi",
        "tertutup",
        "gratis",
        "30",
    )

    assert new(root, "bimtek") == 0

    draft = drafted(root)
    assert (draft.mode, draft.place, draft.access, draft.registration) == ("daring", None, "tertutup", None)
    assert draft.fee.amount == 0


def test_what_was_typed_is_kept_when_another_answer_is_wrong(tmp_path, monkeypatch, capsys):
    root = write_content(tmp_path, PORTAL)
    told = {**TRAINING, **DECIDING, "FORMULIR": "https://karangan.example/daftar", "PROVINSI": "Jawa Tenggah"}
    typed(monkeypatch, "", "")

    assert new(root, "bimtek", **told) == 0

    out = capsys.readouterr().out
    assert out.count("Provinsi (misalnya Jawa Barat) [Jawa Tenggah]:") == 1
    text = (root / "bimtek/2026/judul-karangan.md").read_text("utf-8")
    assert f'name: "{TRAINING["TEMPAT"]}"' in text and "province: Jawa Tenggah" in text and "mode: luring" in text
    assert "Jawaban yang masih salah ditulis seperti diketik; betulkan di berkasnya:" in out
    loaded = load_library(root, NOW)
    assert loaded.library and [one.field for one in loaded.problems] == ["place.province"]


def test_a_wrong_answer_that_is_mended_keeps_the_others(tmp_path, monkeypatch):
    root = write_content(tmp_path, PORTAL)
    typed(monkeypatch, "Bali")

    assert (
        new(root, "bimtek", **{**TRAINING, **DECIDING, "FORMULIR": "https://karangan.example/", "PROVINSI": "Balli"})
        == 0
    )

    assert drafted(root).place.name == TRAINING["TEMPAT"]


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"JUDUL": " "}, "JUDUL kosong"),
        ({"JUDUL": "a" * 201}, "title: terlalu panjang"),
        ({"TOPIK": "Tak ada"}, "topik 'Tak ada' tidak ada"),
        ({"TERAS": "pendek"}, "summary: terlalu pendek"),
        ({"BUILD_DATE": "kapan"}, "BUILD_DATE: 'kapan' bukan tanggal"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_written(tmp_path, capsys, told, message):
    root = write_content(tmp_path, PORTAL)
    before = contents(root)

    assert new(root, **told) == 1

    assert message in capsys.readouterr().err
    assert contents(root) == before


@pytest.mark.parametrize("kind", SECTIONS)
def test_values_arrive_as_they_were_typed(tmp_path, kind):
    shop = Shop(tmp_path / "bengkel")

    for value in NASTY:
        shop.make(kind, f"JUDUL={value}", f"TEMPAT={value}")

    asked = shop.asked()
    assert [arguments for arguments, _ in asked] == [["-m", "kabar.editing.new_entry", kind]] * len(NASTY)
    assert [(env["JUDUL"], env["TEMPAT"]) for _, env in asked] == [(value, value) for value in NASTY]
