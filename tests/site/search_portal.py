"""A made-up portal to search in, with texts around the right answers that have the same words. None in it is news."""

from tests.portals import SMALL

NOW = "2026-11-24"
_TOPICS = {
    "bimtek": ("Bimtek", "[Bimbingan teknis]", "Kegiatan belajar bagi industri kecil"),
    "batik": ("Batik", "[Kain batik]", "Kain yang digambar dengan malam dan canting"),
    "tenun": ("Tenun", "[Tenun ikat]", "Kain dari benang lungsi dan pakan"),
    "kerajinan": ("Kerajinan", "[Kriya, Handicraft]", "Barang buatan tangan"),
    "anyaman": ("Anyaman", "[Menganyam]", "Barang dari serat yang disilangkan"),
    "furnitur": ("Furnitur", "[Mebel]", "Meja, kursi, dan lemari"),
    "pangan": ("Pangan olahan", "[Makanan olahan]", "Makanan dan minuman dalam kemasan"),
    "ekspor": ("Ekspor", "[Perdagangan luar negeri]", "Penjualan ke negara lain"),
    "halal": ("Sertifikasi halal", "[Sertifikat halal]", "Pengakuan halal atas suatu produk"),
    "kulit": ("Barang kulit", "[Alas kaki]", "Sepatu, tas, dan dompet dari kulit"),
}
_ORGANISATIONS = {
    "bbkb": ("Balai Besar Kerajinan dan Batik", "BBKB"),
    "bdi-denpasar": ("Balai Diklat Industri Denpasar", "BDI Denpasar"),
    "ditjen-ikma": ("Direktorat Jenderal Industri Kecil, Menengah, dan Aneka", "Ditjen IKMA"),
    "dekranas": ("Dewan Kerajinan Nasional", "Dekranas"),
    "lapas-pontianak": ("Lembaga Pemasyarakatan Pontianak", "Lapas Pontianak"),
}
# Address, title, topic, first day, town, province.
_TRAININGS = (
    ("2026/batik-yogyakarta", "Bimtek batik tulis di Yogyakarta", "batik", "2026-12-14", "Yogyakarta", "DI Yogyakarta"),
    ("2024/batik-yogyakarta", "Bimtek batik cap di Yogyakarta", "batik", "2024-05-13", "Yogyakarta", "DI Yogyakarta"),
    ("2026/tenun-kupang", "Bimtek tenun ikat di Kupang", "tenun", "2027-01-11", "Kupang", "Nusa Tenggara Timur"),
    (
        "2025/tenun-sumba",
        "Bimtek pewarna alam untuk penenun Sumba",
        "tenun",
        "2025-03-10",
        "Waingapu",
        "Nusa Tenggara Timur",
    ),
    (
        "2026/anyaman-lombok",
        "Bimtek anyaman ketak di Lombok",
        "anyaman",
        "2026-12-21",
        "Mataram",
        "Nusa Tenggara Barat",
    ),
    (
        "2023/anyaman-tasikmalaya",
        "Bimtek anyaman mendong di Tasikmalaya",
        "anyaman",
        "2023-08-07",
        "Tasikmalaya",
        "Jawa Barat",
    ),
    ("2026/mebel-jepara", "Bimtek mebel ukir di Jepara", "furnitur", "2027-01-18", "Jepara", "Jawa Tengah"),
    ("2022/rotan-cirebon", "Bimtek furnitur rotan di Cirebon", "furnitur", "2022-06-06", "Cirebon", "Jawa Barat"),
    (
        "2026/halal-padang",
        "Pendampingan sertifikasi halal di Padang",
        "halal",
        "2026-12-16",
        "Padang",
        "Sumatera Barat",
    ),
    ("2025/ikan-makassar", "Bimtek olahan ikan di Makassar", "pangan", "2025-09-15", "Makassar", "Sulawesi Selatan"),
    ("2026/pemasaran-bandung", "Bimtek pemasaran digital di Bandung", "bimtek", "2027-02-01", "Bandung", "Jawa Barat"),
    ("2021/sepatu-bandung", "Bimtek alas kaki kulit di Bandung", "kulit", "2021-04-12", "Bandung", "Jawa Barat"),
    ("2026/las-surabaya", "Bimtek las logam di Surabaya", "bimtek", "2026-12-07", "Surabaya", "Jawa Timur"),
    (
        "2020/kayu-pontianak",
        "Bimtek kerajinan kayu di Lapas Pontianak",
        "kerajinan",
        "2020-02-10",
        "Pontianak",
        "Kalimantan Barat",
    ),
)
# Address, title, topic, text.
_NEWS = (
    (
        "berita/2026/jalur",
        "Jalur Pontianak–Singkawang dibuka bagi perajin",
        "kerajinan",
        "Truk lewat tiap pagi, pukul 08.30.",
    ),
    (
        "berita/2026/nilai",
        "Nilai kerajinan karangan dihitung",
        "kerajinan",
        "US$3,47 miliar atau Rp1.250.000 per rumah, naik 7,5%.",
    ),
    (
        "berita/2025/harga-malam",
        "Harga malam Rp77.600 per kilogram",
        "batik",
        "Perajin membeli lilin bersama di koperasi.",
    ),
    ("berita/2026/anak-membatik", "Anak sekolah belajar membatik", "batik", "Membatik diajarkan tiap Sabtu."),
    ("berita/2025/kunjungan", "Ma'ruf Uji mengunjungi sentra tenun", "tenun", "Ma’ruf bertemu para penenun."),
    ("berita/2026/kongsi", "Kongsi Kalimantan–Sulawesi untuk rotan", "furnitur", "Rotan mentah diolah di Palu."),
    (
        "berita/2026/aturan",
        "Peraturan 64/M-IND/PER/7/2016 diterangkan",
        "ikm",
        "Batas jumlah tenaga kerja industri kecil.",
    ),
    ("berita/2024/e-katalog", "E-katalog bagi produk industri kecil", "ikm", "Pemerintah berbelanja lewat e-katalog."),
    ("berita/2026/kredit", "Kredit usaha bagi perajin", "kerajinan", "Bunga pinjaman 3% setahun, tanpa agunan."),
    ("berita/2026/penenun-muda", "Penenun muda dari Sikka", "tenun", "Mereka menenun sarung selepas sekolah."),
    ("berita/2026/pameran", "Pameran kerajinan di Jakarta", "kerajinan", "Sebanyak 1.420 gerai ikut serta."),
    ("berita/2023/kopi", "Kopi bubuk Gayo dalam kemasan baru", "pangan", "Kemasan 250 gram menahan aroma."),
    ("berita/2022/limbah", "Limbah pewarna diolah dengan eceng gondok", "batik", "Kolam menyaring air cucian."),
    ("berita/2026/gitar", "Gitar bambu dari Cimahi", "kerajinan", "Gitar dan biola dibuat dari bambu tua."),
    ("ekspor/2026/jepang", "Ekspor mebel ke Jepang naik", "ekspor", "Kursi dan meja jati paling laku."),
    ("ekspor/2025/belanda", "Ekspor rotan ke Belanda turun", "ekspor", "Pembeli beralih ke kayu pinus."),
)
_PAGES = {
    "cara-ikut-bimtek": ("Cara mengikuti bimtek", "Syarat: nomor induk berusaha, KTP, dan surat pernyataan."),
    "undangan-palsu": ("Mengenali undangan palsu", "Panitia tidak pernah meminta transfer uang."),
    "privasi": ("Privasi pembaca", "Portal ini tidak memasang kuki."),
}
# They hold the words that others are asked by, and answer nothing.
_AROUND = "Bimtek batik, tenun, dan kerajinan di Yogyakarta, Bandung, atau Jepara pernah dicatat; ekspor dan IKM juga."


_REGENCIES = {"Jepara": "Kabupaten Jepara", "Waingapu": "Kabupaten Sumba Timur"}


def _document(body: str, **fields: object) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{lines}---\n{body}\n"


def _training(address: str, title: str, topic: str, first: str, town: str, province: str) -> str:
    # Registration is open at the time of the tests, or was until the first day.
    closes = min(first, "2026-12-05") if first > NOW else first
    return _document(
        f"Peserta di {town} belajar selama tiga hari.",
        title=title,
        date=f"{address[:4]}-02-01",
        summary=f"Kegiatan karangan selama tiga hari di {town}.",
        tags=f"[{topic}]" if topic == "bimtek" else f"[{topic}, bimtek]",
        start=first,
        end=f"{first[:-2]}{int(first[-2:]) + 2:02}",
        place=f"{{name: Gedung Uji, regency: {_REGENCIES.get(town, f'Kota {town}')}, province: {province}}}",
        registration=f"{{closes: {closes}, url: https://daftar.example}}",
        organisers="[bbkb]" if topic == "batik" else "[redaksi]",
    )


def _files() -> dict[str, str]:
    files = {name: text for name, text in SMALL.items() if "karangan" not in name}
    for id, (label, synonyms, definition) in _TOPICS.items():
        files[f"topik/{id}.md"] = _document(
            "", label=label, synonyms=synonyms, definition=f"{definition}, dalam portal karangan."
        )
    for id, (name, short) in _ORGANISATIONS.items():
        files[f"lembaga/{id}.md"] = _document("", name=f'"{name}"', short_name=short, kind="pemerintah")
    for address, *more in _TRAININGS:
        files[f"bimtek/{address}.md"] = _training(address, *more)
    for number, (path, title, topic, text) in enumerate(_NEWS):
        files[f"{path}.md"] = _document(
            text,
            title=title,
            date=f"{path.split('/')[1]}-02-{number + 1:02}",
            summary="Teras karangan yang cukup panjang untuk pengujian pencarian.",
            tags=f"[{topic}]",
        )
    for id, (title, text) in _PAGES.items():
        files[f"halaman/{id}.md"] = _document(text, title=title, summary="Halaman karangan untuk pengujian pencarian.")
    for number in range(1, 29):
        files[f"berita/2021/catatan-{number:02}.md"] = _document(
            f"{_AROUND} Catatan ke-{number}.",
            title=f"Catatan karangan {number}",
            date=f"2021-02-{number:02}",
            summary="Teras karangan yang cukup panjang untuk pengujian pencarian.",
            tags="[ikm]",
        )
    return files


FILES = _files()
