"""What a template writes where the editor has not told a value: allowed, plainly a stand-in."""

from collections.abc import Mapping, Sequence
from datetime import date

from plugins.content_model.stand_ins import ORGANISER, SUMMARY, training_times


def example_values(kind: str, today: date, topics: Sequence[str]) -> Mapping[str, str]:
    """The required keys of ``kind`` with YAML that passes a check of a draft; ``topics`` are ids of topics that exist.

    All but the topic and ``mode`` are known again (``content_model.stand_ins``), and refused in what is published. A
    training is ``daring`` in it, since a place cannot be made up.
    """
    own = [topic for topic in topics if topic == kind] or sorted(topics)[:1] or [kind]
    values = {
        "summary": SUMMARY,
        "tags": f"[{own[0]}]",
    }
    if kind == "bimtek":
        start, end = training_times(today.year)
        values |= {
            "start": f"{start:%Y-%m-%d %H:%M}",
            "end": f"{end:%Y-%m-%d %H:%M}",
            "mode": "daring",
            "organisers": f"[{{name: {ORGANISER}}}]",
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
