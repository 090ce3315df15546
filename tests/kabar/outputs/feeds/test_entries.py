"""Entries of the portal as entries of a feed."""

from datetime import UTC, datetime

import pytest

from kabar.content.markdown_source.directives import Html
from kabar.content.models.host import Host
from kabar.content.reading.links import first_address
from kabar.outputs.feeds.feed_entries import entry_of, lasting_id
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import BIMTEK, NEWS

PATH = "berita/2019/karangan.md"
VIEW = (Html('<p>Isi <a href="/portal/topik/ikm/">rahasia</a>.</p>'),)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def with_keys(*lines: str, text: str = NEWS) -> str:
    return text.replace("tags:", "\n".join((*lines, "tags:")))


def entry_from(root, text: str, path: str = PATH, host: Host = HOST):
    library = load(root, {path: text, "gambar/ukiran.svg": PICTURE})
    return entry_of(library.articles[path], VIEW, library, host, len)


def test_an_entry_has_its_full_text_with_whole_addresses(tmp_path):
    entry = entry_from(tmp_path, NEWS)

    assert entry.content == '<p>Isi <a href="https://uji.example/portal/topik/ikm/">rahasia</a>.</p>'
    assert entry.url == "https://uji.example/portal/berita/2019/karangan/"
    assert entry.summary == "Teras karangan yang cukup panjang untuk pengujian."
    assert [(author.name, author.url) for author in entry.authors] == [
        ("Redaksi Uji", "https://uji.example/portal/lembaga/redaksi/")
    ]
    assert [(topic.id, topic.label) for topic in entry.topics] == [("ikm", "IKM")]


def test_picture_dateline_and_corrections_stand_around_the_text(tmp_path):
    text = with_keys(
        "dateline: JAKARTA",
        "photo: {file: gambar/ukiran.svg, alt: Ukiran <A>, caption: Sebuah ukiran., credit: Sri}",
        "corrections:",
        "  - {date: 2019-05-28 10:00, kind: koreksi, text: Kedua & akhir., link: /topik/ikm/}",
        "  - {date: 2019-05-28 09:00, kind: ralat, text: Pertama.}",
    )

    entry = entry_from(tmp_path, text)

    assert entry.content == (
        '<figure><img src="https://uji.example/portal/gambar/ukiran.svg" alt="Ukiran &lt;A&gt;">'
        "<figcaption>Sebuah ukiran. Sri</figcaption></figure><p>JAKARTA —</p>"
        '<p>Isi <a href="https://uji.example/portal/topik/ikm/">rahasia</a>.</p>'
        "<p><strong>Ralat, 28 Mei 2019 09.00 WIB:</strong> Pertama.</p>"
        "<p><strong>Koreksi, 28 Mei 2019 10.00 WIB:</strong> Kedua &amp; akhir."
        ' <a href="https://uji.example/portal/topik/ikm/">Selengkapnya</a></p>'
    )
    assert entry.updated == datetime(2019, 5, 28, 3, 0, tzinfo=UTC)
    assert entry.image == "https://uji.example/portal/gambar/ukiran.svg"


def test_a_withdrawn_entry_tells_title_and_reason_and_nothing_else(tmp_path):
    text = with_keys(
        "status: withdrawn",
        "dateline: JAKARTA",
        "photo: {file: gambar/ukiran.svg, alt: Ukiran, credit: Sri}",
        "corrections:",
        "  - {date: 2019-05-28 09:00, kind: ralat, text: Nama yang keliru.}",
        "  - {date: 2019-05-29 09:00, kind: pencabutan, text: Sumber <keliru>.}",
    )

    entry = entry_from(tmp_path, text)

    assert entry.title == "Dicabut: Berita karangan"
    assert entry.summary == "Sumber <keliru>."
    assert entry.content == "<p>Tulisan ini dicabut. Sumber &lt;keliru&gt;.</p>"
    assert (entry.authors, entry.topics, entry.image) == ((), (), "")
    assert entry.updated == datetime(2019, 5, 29, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [
        {"text": NEWS.replace("2019-05-26 01:35", "2019-05-20")},
        {"text": NEWS.replace("Berita karangan", "Judul lain")},
        {"host": Host("https://pindah.example", "")},
        {"path": "berita/2019/baru.md", "text": with_keys("aliases: [/berita/2019/karangan/]")},
        {"path": "berita/2019/baru.md", "text": with_keys("aliases: [/berita/2019/karangan/, /berita/2019/kedua/]")},
    ],
)
def test_an_id_outlives_a_new_date_title_host_and_address(tmp_path, change):
    before = entry_from(tmp_path / "sebelum", NEWS)

    after = entry_from(tmp_path / "sesudah", **({"text": NEWS} | change))

    assert after.id == before.id == "urn:uuid:208d68a2-e093-5e6e-a44f-5043f5fed751"


def test_entries_at_different_addresses_have_different_ids():
    assert lasting_id("berita/2019/a") != lasting_id("berita/2019/b")


def test_the_first_alias_is_the_first_address(tmp_path):
    library = load(tmp_path, {PATH: with_keys("aliases: [lama/satu.html, lama/dua.html]")})

    assert first_address(library.articles[PATH]) == "lama/satu.html"


TRAINING_PATH = "bimtek/2019/karangan.md"
REGISTRATION = (
    "registration: {opens: 2019-05-02, closes: 2019-05-10, via: whatsapp, contacts: [{whatsapp: 0812-3456-7890}]}"
)


def test_the_entry_of_a_training_begins_with_its_facts_and_names_its_photo(tmp_path):
    photo = "photo: {file: gambar/ukiran.svg, alt: Ukiran, credit: Sri}"
    text = with_keys("fee: gratis", "quota: 30", photo, REGISTRATION, text=BIMTEK)
    entry = entry_from(tmp_path, text, TRAINING_PATH)

    assert entry.content.startswith(
        "<p><strong>Waktu:</strong> Senin–Sabtu, 13–18 Mei 2019<br>"
        "<strong>Tempat:</strong> Balai Uji, Kalimantan Barat<br>"
        "<strong>Biaya:</strong> Gratis, tidak dipungut biaya<br>"
        "<strong>Kursi:</strong> 30 orang<br>"
        "<strong>Pendaftaran:</strong> Dibuka 2 Mei 2019, sampai 10 Mei 2019 pukul 23.59 WIB<br>"
    )
    assert (entry.title, entry.image_kind) == ("Bimtek karangan", "image/svg+xml")
    assert entry.image_octets == len("gambar/ukiran.svg")  # what the test gives for it


@pytest.mark.parametrize(("status", "word"), [("dibatalkan", "Dibatalkan"), ("ditunda", "Ditunda")])
def test_the_entry_of_a_training_that_is_off_says_so_first_and_invites_to_nothing(tmp_path, status, word):
    keys = (f"event_status: {status}", "event_status_reason: Ruang <terendam>.", REGISTRATION)
    entry = entry_from(tmp_path, with_keys(*keys, text=BIMTEK), TRAINING_PATH)

    assert entry.title == f"{word}: Bimtek karangan"
    assert entry.summary.startswith(f"{word}: Ruang <terendam>. Jadwal semula: 13–18 Mei 2019. Teras")
    assert entry.content.startswith(
        f"<p><strong>{word}: Ruang &lt;terendam&gt;. Jadwal semula: 13–18 Mei 2019.</strong></p>"
        "<p><strong>Jadwal semula:</strong> Senin–Sabtu"
    )
    assert not [word for word in ("Pendaftaran", "mendaftar", "812", "Narahubung") if word in entry.content]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["registration: {via: dinas, full: true}"], "<strong>Pendaftaran:</strong> Kuota penuh"),
        (
            ["access: undangan", "registration: {closes: 2019-05-10}"],
            "Lewat undangan, sampai 10 Mei 2019 pukul 23.59 WIB",
        ),
        (["access: tertutup"], "Khusus peserta yang ditunjuk"),
        (["previous_starts: [2019-05-06]"], "<strong>Jadwal diubah; semula mulai 6 Mei 2019.</strong>"),
        (["quota: 5"], "Cara mendaftar belum diumumkan"),
    ],
)
def test_the_entry_of_a_training_says_how_it_stands(tmp_path, keys, words):
    assert words in entry_from(tmp_path, with_keys(*keys, text=BIMTEK), TRAINING_PATH).content
