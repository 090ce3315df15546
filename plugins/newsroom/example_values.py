"""What a template writes where the editor has not told a value: allowed, plainly a stand-in."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

WEEKS_AHEAD = timedelta(days=14)


def example_values(kind: str, today: date, topics: Sequence[str]) -> Mapping[str, str]:
    """The required keys of ``kind`` with YAML that passes a check; ``topics`` are ids of topics that exist.

    A training is ``daring`` in it, since a place cannot be made up.
    """
    own = [topic for topic in topics if topic == kind] or sorted(topics)[:1] or [kind]
    values = {
        "summary": "Tulis teras di sini, siapa melakukan apa, di mana, dan untuk apa.",
        "tags": f"[{own[0]}]",
    }
    if kind == "bimtek":
        start = (today + WEEKS_AHEAD).isoformat()
        values |= {
            "start": f"{start} 08:30",
            "end": f"{start} 16:00",
            "mode": "daring",
            "organisers": "[{name: Nama penyelenggara}]",
        }
    return values


ADVICE = {
    "title": "judul: pendek, dengan kata kerja, paling panjang 70 karakter",
    "date": "waktu terbit; bila di masa depan, terbit terjadwal",
    "summary": "teras: teks biasa, 20 sampai 400 karakter",
    "tags": "1 sampai 8 topik yang ada di topik/, dipisah koma",
    "start": "mulai: tanggal, atau tanggal dan jam setempat",
    "end": "selesai: tanggal saja berarti sampai akhir hari",
    "mode": "luring, daring, atau hibrida; luring dan hibrida perlu place",
    "place": "tempat; wajib kecuali daring",
    "organisers": "penyelenggara: id di lembaga/, atau {name: nama lembaga}",
    "status": "draft belum terbit; hapus baris ini bila tulisan siap terbit",
}
