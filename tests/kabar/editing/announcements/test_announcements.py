"""A training made ready to be handed on: the message, and the flyer read back pixel by pixel."""

import io
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kabar.agenda.message import Essentials, essentials_of, message_of
from kabar.editing.flyer import FOOT, HEIGHT, MARGIN, TOP, WIDTH, code_of, code_place, draw_flyer, drawable, set_words
from tests.forking import run_forked
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import BIMTEK, SMALL, write_content

PATH = "bimtek/2019/karangan.md"
ADDRESS = "https://uji.example/portal/bimtek/2019/karangan/"
FULL = BIMTEK.replace(
    "organisers:",
    "quota: 30\nfee: gratis\ncovered: [konsumsi, bahan-praktik]\neligibility: [Perajin karangan]\n"
    "registration: {closes: 2019-05-10, via: formulir, url: https://formulir.example/a_b}\norganisers:",
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cf")), min_size=1, max_size=200)


def essentials(tmp_path, text: str) -> Essentials:
    library = load(tmp_path, {PATH: text})
    return essentials_of(library.articles[PATH], library, HOST)


def made_up(title: str, rows: list[tuple[str, str]], notice: str = "") -> Essentials:
    return Essentials(notice, title, tuple(rows), ADDRESS)


def test_the_message_says_what_one_decides_by_and_ends_with_the_address(tmp_path):
    assert message_of(essentials(tmp_path, FULL)) == (
        "*Bimtek karangan*\n\n"
        "Waktu: Senin–Sabtu, 13–18 Mei 2019\n"
        "Tempat: Balai Uji, Kalimantan Barat\n"
        "Untuk: Terbuka untuk umum; Perajin karangan\n"
        "Kursi: 30 orang\n"
        "Biaya: Gratis, tidak dipungut biaya\n"
        "Ditanggung: konsumsi, bahan praktik\n"
        "Mendaftar: Formulir daring; https://formulir.example/a_b\n"
        "Batas daftar: 10 Mei 2019 pukul 23.59 WIB\n"
        "Penyelenggara: Redaksi Uji\n\n"
        "Keterangan lengkap dan terbaru:\n"
        f"{ADDRESS}\n"
    )


CONTACT = "registration: {via: whatsapp, closes: 2019-05-10, contacts: [{name: Sari, whatsapp: 0812-3456-7890}]}"


def test_the_message_names_the_number_that_one_registers_by(tmp_path):
    message = message_of(essentials(tmp_path, BIMTEK.replace("organisers", f"{CONTACT}\norganisers")))

    assert "Mendaftar: WhatsApp +62 812 3456 7890\n" in message
    assert "Narahubung: Sari, WhatsApp +62 812 3456 7890\n" in message


@pytest.mark.parametrize("status", ["dibatalkan", "ditunda"])
def test_the_message_of_a_training_that_is_off_invites_to_nothing(tmp_path, status):
    off = f"event_status: {status}\nevent_status_reason: Uji.\nquota: 5\nfee: gratis\n{CONTACT}\norganisers"
    message = message_of(essentials(tmp_path, BIMTEK.replace("organisers", off)))

    labels = [line.partition(":")[0] for line in message.splitlines()[3:] if line]
    assert labels == ["Jadwal semula", "Tempat", "Penyelenggara", "Keterangan lengkap dan terbaru", "https"]


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        ("event_status: dibatalkan\nevent_status_reason: Ruang *rusak*.", "*DIBATALKAN: Ruang rusak.*"),
        ("event_status: ditunda\nevent_status_reason: Banjir.", "*DITUNDA: Banjir.*"),
        ("previous_starts: [2019-05-06]", "*Jadwal diubah*"),
        ("event_status: tentatif", "*Jadwal belum pasti*"),
        ("quota: 3", "*Bimtek karangan*"),
    ],
)
def test_what_does_not_hold_stands_first(tmp_path, keys, first):
    told = message_of(essentials(tmp_path, BIMTEK.replace("organisers:", f"{keys}\norganisers:")))

    assert told.splitlines()[0] == first


def test_a_full_or_closed_training_names_no_way_to_register(tmp_path):
    full = message_of(essentials(tmp_path / "a", FULL.replace("via: formulir", "full: true, via: formulir")))
    closed = message_of(essentials(tmp_path / "b", FULL.replace("fee:", "access: tertutup\nfee:")))

    assert "Pendaftaran: Kuota penuh" in full
    assert "formulir.example" not in full + closed


def test_signs_of_whatsapp_in_a_title_set_nothing_in_bold():
    told = message_of(made_up("Bimtek *murah* ~gratis~ `kode` _miring_ a_b", []))

    assert told.splitlines()[0] == "*Bimtek murah gratis kode miring a_b*"


def test_the_flyer_carries_a_code_that_leads_to_the_page(tmp_path):
    told = essentials(tmp_path, FULL)
    image = Image.open(io.BytesIO(draw_flyer(told, "Portal Uji"))).convert("L")
    left, top, scale = code_place(ADDRESS)
    half = scale // 2

    read = [
        [
            image.getpixel((left + column * scale + half, top + row * scale + half)) < 128
            for column in range(len(modules))
        ]
        for row, modules in enumerate(code_of(ADDRESS).matrix)
    ]

    assert image.size == (1080, 1350) == (WIDTH, HEIGHT)
    assert read == [[bool(module) for module in modules] for modules in code_of(ADDRESS).matrix]
    assert all(image.getpixel((left - 2, y)) > 250 for y in range(top, top + 50))


def test_the_same_training_is_the_same_flyer(tmp_path):
    told = essentials(tmp_path, FULL)

    assert draw_flyer(told, "Portal Uji") == draw_flyer(told, "Portal Uji")


@given(TEXTS, TEXTS, st.lists(st.tuples(st.sampled_from(["Waktu", "Penyelenggara"]), TEXTS), max_size=10))
def test_no_words_overlap_nor_leave_the_sheet(notice, title, rows):
    lines = set_words(made_up(title, rows, notice))

    for line in lines:
        left, top, right, bottom = line.box
        assert left >= MARGIN and right <= WIDTH - MARGIN and top >= TOP and bottom <= FOOT
    for one, other in combinations([line.box for line in lines], 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_what_is_too_long_leads_to_the_code():
    lines = set_words(made_up("Bimtek karangan", [("Untuk", "perajin karangan " * 300)]))

    assert lines[-1].text.endswith("(selengkapnya lewat kode di bawah)")
    assert lines[-1].box[3] <= FOOT


@pytest.mark.parametrize(("text", "drawn"), [("13–18 Mei", "13-18 Mei"), ("Café ✓ baru", "Cafe baru"), ("Жук", "Zhuk")])
def test_a_letter_that_the_font_lacks_is_spelt_with_others(text, drawn):
    assert drawable(text) == drawn


def run(tmp_path, name: str, files=None):
    content = write_content(tmp_path / "isi", SMALL | {PATH: FULL} | (files or {}))
    environ = {"CONTENT": str(content), "BERKAS": name, "BUILD_DATE": "2020-01-01"}
    return run_forked("kabar.editing.announce", (), tmp_path, environ)


def test_the_command_prints_the_message_and_writes_both(tmp_path):
    done = run(tmp_path, "bimtek/2019/karangan.md")

    assert done.returncode == 0
    assert done.stdout.startswith("*Bimtek karangan*")
    assert (tmp_path / "siaran/2019-karangan.txt").read_text("utf-8") + "\n" == done.stdout
    assert Image.open(tmp_path / "siaran/2019-karangan.png").size == (1080, 1350)


def test_a_draft_may_be_looked_at_and_is_said_to_be_one(tmp_path):
    done = run(tmp_path, "bimtek/2019/draf.md", {"bimtek/2019/draf.md": FULL.replace("tags", "status: draft\ntags")})

    assert done.returncode == 0
    assert "belum terbit" in done.stderr


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "BERKAS kosong; tulis berkasnya"),
        ("bimtek/2019/tiada.md", "berkas 'bimtek/2019/tiada.md' tidak ada"),
        ("berita/2019/karangan.md", "bukan bimtek"),
        ("/etc/hostname", "bukan bimtek"),
        ("bimtek/2019/cabut.md", "sudah dicabut"),
    ],
)
def test_what_cannot_be_announced_is_refused(tmp_path, name, told):
    reason = "status: withdrawn\ncorrections: [{date: 2019-05-20, kind: pencabutan, text: Karangan.}]\ntags"
    done = run(tmp_path, name, {"bimtek/2019/cabut.md": BIMTEK.replace("tags", reason)})

    assert done.returncode == 1
    assert told in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "siaran").exists()
