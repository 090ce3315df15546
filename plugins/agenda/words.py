"""A training's facts as readers are told them, each in a few words."""

from plugins.content_model.bimtek import Bimtek
from plugins.content_model.codes import PROVINCES

ACCESS = {
    "terbuka": "Terbuka untuk umum",
    "undangan": "Melalui undangan",
    "tertutup": "Khusus peserta yang ditunjuk",
}
VIA = {
    "formulir": "Formulir daring",
    "whatsapp": "WhatsApp",
    "surel": "Surel",
    "dinas": "Dinas setempat",
    "di-tempat": "Langsung di tempat",
}
FREE = "Gratis, tidak dipungut biaya"


def place_text(bimtek: Bimtek) -> str:
    """"Lapas Kelas IIA Pontianak, Kalimantan Barat", or "Daring"."""
    if bimtek.mode == "daring" or not bimtek.place:
        return "Daring"
    return _joined((bimtek.place.name, bimtek.place.regency, _province(bimtek)), bimtek)


def venue_text(bimtek: Bimtek) -> str:
    """The same with the street: "Lapas Kelas IIA Pontianak, Jalan Adisucipto, Kalimantan Barat"."""
    if bimtek.mode == "daring" or not bimtek.place:
        return "Daring"
    place = bimtek.place
    return _joined((place.name, place.address, place.regency, _province(bimtek)), bimtek)


def _province(bimtek: Bimtek) -> str:
    return PROVINCES[bimtek.place.province][0] if bimtek.place.province else ""


def _joined(parts: tuple[str | None, ...], bimtek: Bimtek) -> str:
    text = ", ".join(part for part in parts if part)
    return f"{text} dan daring" if bimtek.mode == "hibrida" else text


def covered_text(word: str) -> str:
    """One of ``Bimtek.covered`` in words."""
    return word.replace("-", " ") if word in ("uang-harian", "bahan-praktik") else word
