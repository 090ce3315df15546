"""Write and serve a made-up busy portal: trainings in every state relative to today, news and figures beside them.

``make peragaan`` runs it. Every title begins with "Karangan", every name is invented, and ``portal.yaml`` names an
address below ``.invalid`` (RFC 2606), which ``make publish`` and ``make deploy`` refuse.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from kabar.content.parsing.fields import DEFAULT_ZONE
from kabar.content.parsing.moments import in_zone, read_build_date
from kabar.failure import run_command
from kabar.preview.__main__ import serve

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".cache" / "peragaan"

TOPICS = {
    "ikm": ("IKM", "Industri kecil dan menengah.", None),
    "bimtek": ("Bimtek", "Bimbingan teknis, pelatihan oleh lembaga publik.", "ikm"),
    "ekspor": ("Ekspor", "Penjualan barang ke luar negeri.", "ikm"),
    "kerajinan": ("Kerajinan", "Barang buatan tangan.", "ikm"),
    "batik": ("Batik", "Kain yang bercorak dengan perintang malam.", "kerajinan"),
    "tenun": ("Tenun", "Kain dari benang lungsin dan pakan.", "kerajinan"),
    "kerajinan-kayu": ("Kerajinan kayu", "Ukiran, bubutan, dan mainan dari kayu.", "kerajinan"),
    "pangan": ("Pangan", "Makanan dan minuman olahan.", "ikm"),
    "kemasan": ("Kemasan", "Wadah dan label barang.", "ikm"),
}
OFFICES = {
    "redaksi": ("Redaksi Karangan", "media"),
    "balai-batik": ("Balai Batik Karangan", "pemerintah"),
    "balai-kayu": ("Balai Kayu Karangan", "pemerintah"),
    "dinas": ("Dinas Perindustrian Karangan", "pemerintah"),
}
NEWS = (
    ("Perajin batik mengganti lilin parafin dengan lilin lebah", "batik"),
    ("Tiga bengkel kayu berbagi satu tungku pengering", "kerajinan-kayu"),
    ("Penenun memakai benang dari kebun sendiri", "tenun"),
    ("Kemasan kertas menekan ongkos kirim keripik", "kemasan"),
    ("Koperasi membeli bahan baku untuk dua puluh anggota", "ikm"),
    ("Pasar malam kerajinan dibuka tiap Sabtu", "kerajinan"),
    ("Pengusaha tempe mencatat suhu ragi tiap jam", "pangan"),
    ("Corak lama dibaca ulang dari buku pola", "batik"),
    ("Pembeli meminta sertifikat asal kayu", "kerajinan-kayu"),
    ("Label gizi: yang wajib dan yang boleh", "pangan"),
)


@dataclass(frozen=True)
class Training:
    """A made-up training. ``start``, ``opens`` and ``closes`` count days from today.

    ``values`` are other keys, with days from today instead of dates.
    """

    title: str
    topic: str
    province: str
    regency: str
    start: int
    days: int = 3
    opens: int | None = None
    closes: int | None = None
    via: str = "formulir"
    values: dict = field(default_factory=dict)


TRAININGS = (
    Training("mewarnai batik dengan daun", "batik", "Jawa Tengah", "Kota Pekalongan", 21, opens=-9, closes=12),
    Training("mengukir kayu sisa", "kerajinan-kayu", "Jawa Tengah", "Kabupaten Jepara", 9, closes=1, via="whatsapp"),
    Training("menenun di alat bukan mesin", "tenun", "Nusa Tenggara Timur", "Kabupaten Sikka", 4, closes=0),
    Training("menulis label pangan", "pangan", "Jawa Barat", "Kota Bandung", 40, opens=6, closes=30),
    Training("menghitung harga pokok", "ikm", "", "", 14, 1, closes=11, values={"mode": "daring"}),
    Training("memotret barang dengan telepon", "ikm", "Bali", "Kota Denpasar", 17, 2, closes=10,
             values={"mode": "hibrida", "fee": {"amount": 150000, "currency": "IDR"}}),
    Training("merancang kemasan", "kemasan", "Jawa Timur", "Kota Malang", 12, closes=8, via="surel"),
    Training("membubut mainan kayu", "kerajinan-kayu", "DI Yogyakarta", "Kabupaten Bantul", 10, closes=6,
             values={"full": True}),
    Training("memimpin sentra", "ikm", "Sumatera Barat", "Kota Padang", 18, closes=9, values={"access": "undangan"}),
    Training("menguji mutu kain", "tenun", "DKI Jakarta", "Kota Jakarta Selatan", 8, values={"access": "tertutup"}),
    Training("mencanting untuk pemula", "batik", "DI Yogyakarta", "Kota Yogyakarta", 28, closes=20,
             values={"previous_starts": [5]}),
    Training("membatik cap", "batik", "Jawa Barat", "Kota Cirebon", 15, closes=7,
             values={"event_status": "ditunda", "event_status_reason": "Gedung pelatihan diperbaiki."}),
    Training("mengeringkan kayu", "kerajinan-kayu", "Kalimantan Barat", "Kota Pontianak", 11, closes=5,
             values={"event_status": "dibatalkan", "event_status_reason": "Peminat kurang dari sepuluh orang."}),
    Training("mengurus izin ekspor", "ekspor", "Sulawesi Selatan", "Kota Makassar", 60,
             values={"event_status": "tentatif"}),
    Training("mengolah ikan asap", "pangan", "Maluku", "Kota Ambon", -1, 4, closes=-8),
    Training("memelihara mesin jahit", "tenun", "Jawa Tengah", "Kota Surakarta", 6, closes=-1),
    Training("menyetel alat ukir", "kerajinan-kayu", "Bali", "Kabupaten Gianyar", 13, closes=-3,
             values={"selection_announced": 2}),
    Training("meramu bumbu kering", "pangan", "Sumatera Barat", "Kabupaten Agam", 7, closes=-6,
             values={"selection_announced": -1}),
    Training("membuat anyaman bambu", "kerajinan", "Banten", "Kabupaten Lebak", -20, closes=-30,
             values={"participants": {"total": 24, "women": 15}}),
    Training("menjual di pameran", "ekspor", "Sumatera Utara", "Kota Medan", -45, 2, closes=-60,
             values={"participants": 30}),
)  # fmt: skip


def files(today: date) -> Iterator[tuple[str, str]]:
    """The files of the portal as of ``today``, as (path below ``content/``, text)."""
    yield "portal.yaml", _yaml(_portal())
    for id, (name, kind) in OFFICES.items():
        yield f"lembaga/{id}.md", _document({"name": name, "kind": kind}, "Lembaga karangan untuk peragaan.")
    for id, (label, definition, broader) in TOPICS.items():
        values = {"label": label, "definition": definition} | ({"broader": broader} if broader else {})
        yield f"topik/{id}.md", _document(values, "")
    yield "angka/anyaman.yaml", _yaml(_figure(today))
    for number, training in enumerate(TRAININGS, 1):
        values = _training(training, today)
        name = f"bimtek/{values['date'].year}/karangan-{number}.md"
        yield name, _document(values, "Pelatihan ini karangan, dibuat untuk memperagakan portal yang ramai.")
    for number, (title, topic) in enumerate(NEWS, 1):
        day = today - timedelta(days=3 * number - 2)
        yield f"berita/{day.year}/karangan-{number}.md", _document(_entry(title, day, ["ikm", topic]), _body(title))
    day = today - timedelta(days=4)
    values = _entry("Ekspor anyaman naik tiga tahun berturut-turut", day, ["ekspor", "kerajinan"])
    year = today.year - 1
    body = f"Nilai ekspor anyaman karangan {{{{angka:anyaman:{year}}}}} pada {year}, {{{{angka:anyaman:{year}:tumbuh:"
    yield f"ekspor/{day.year}/karangan.md", _document(
        values | {"figures": ["anyaman"]}, body + f"{year - 1}}}}} dari {year - 1}."
    )


def write(folder: Path, today: date) -> Path:
    """Write the portal into ``folder``, anew, and give it back. Files keep the time stamps of equal earlier ones."""
    wanted = dict(files(today))
    for old in [path for path in folder.rglob("*") if path.is_file()]:
        if old.relative_to(folder).as_posix() not in wanted:
            old.unlink()
    for name, text in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
    return folder


def _portal() -> dict:
    menu = ("Berita", "Bimtek", "Ekspor", "Angka", "Topik")
    return {
        "name": "Portal Karangan",
        "tagline": "Peragaan: semua isinya karangan",
        "description": "Portal karangan untuk memperagakan portal yang ramai; tidak memuat berita.",
        "SITEURL": "https://peragaan.invalid",
        "demo": True,
        "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/deed.id"},
        "menu": [{"label": name, "address": f"/{name.lower()}/"} for name in menu],
    }


def _entry(title: str, day: date, tags: list[str]) -> dict:
    return {
        "title": f"Karangan: {title}",
        "date": day,
        "summary": f"Contoh karangan, bukan berita: {title[0].lower()}{title[1:]}.",
        "tags": list(dict.fromkeys(tags)),
    }


def _training(training: Training, today: date) -> dict:
    def moment(days: int, hour: str = "") -> date | str:
        day = today + timedelta(days=days)
        return f"{day:%Y-%m-%d} {hour}" if hour else day

    announced = min(training.start, training.opens or 0, 0, training.closes or 0) - 10
    values = dict(training.values)
    registration = {"via": training.via} | ({"full": True} if values.pop("full", False) else {})
    if "selection_announced" in values:
        registration["selection_announced"] = moment(values.pop("selection_announced"))
    if training.opens is not None:
        registration["opens"] = moment(training.opens)
    if training.closes is not None:
        registration["closes"] = moment(training.closes)
    if training.via == "formulir":
        registration["url"] = "https://formulir.example/daftar"
    contact = {"whatsapp": {"whatsapp": "0812-0000-0000"}, "surel": {"email": "daftar@balai.example"}}
    registration["contacts"] = [{"name": "Panitia"} | contact.get(training.via, {})]
    offices = {"batik": "balai-batik", "kerajinan-kayu": "balai-kayu"}
    entry = _entry(f"Bimtek {training.title}", today + timedelta(days=announced), ["bimtek", training.topic]) | {
        "start": moment(training.start, "08:30"),
        "end": moment(training.start + training.days - 1, "16:00"),
        "organisers": [offices.get(training.topic, "dinas")],
        "fee": "gratis",
        "quota": 30,
    }
    if values.get("access") != "tertutup":
        entry["registration"] = registration
    if training.province:
        entry["place"] = {"name": "Gedung Karangan", "regency": training.regency, "province": training.province}
    if "previous_starts" in values:
        values["previous_starts"] = [moment(days, "08:30") for days in values["previous_starts"]]
    if "participants" in values:
        values["modified"] = moment(training.start + training.days)
    return entry | values


def _figure(today: date) -> dict:
    rows = [
        {
            "period": year,
            "value": (40 + 3 * (year - today.year + 9) ** 2) * 10**5,
            "source": {"publisher": "Penerbit Karangan", "date": date(year + 1, 1, 1)},
        }
        for year in range(today.year - 8, today.year)
    ]
    return {
        "title": "Karangan: nilai ekspor anyaman",
        "summary": "Angka karangan untuk peragaan, bukan angka ekspor.",
        "tags": ["ekspor", "kerajinan"],
        "measure": "nilai ekspor anyaman karangan",
        "unit": "USD",
        "observations": rows,
    }


def _body(title: str) -> str:
    return (
        f"Tulisan ini karangan. Di portal yang sungguh, di sini berdiri kabar berjudul “{title}”: apa yang terjadi, "
        "kapan, di mana, dan menurut siapa.\n\n## Artinya bagi bengkel\n\nAlinea kedua mengatakan apa gunanya bagi "
        "pemilik usaha kecil, lalu menunjukkan sumbernya."
    )


def _document(values: dict, body: str) -> str:
    return f"---\n{_yaml(values)}---\n{body}\n"


def _yaml(values: dict) -> str:
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000)


def main() -> int:
    """Write the portal as of BUILD_DATE, or now, and serve it as a preview until Ctrl-C."""
    return run_command(_serve)


def _serve() -> None:
    moment = read_build_date(os.environ, datetime.now(UTC))
    today = in_zone(moment, ZoneInfo(DEFAULT_ZONE)).astimezone(ZoneInfo(DEFAULT_ZONE)).date()
    serve(dict(os.environ) | {"CONTENT": str(write(FOLDER, today))})


if __name__ == "__main__":
    raise SystemExit(main())
