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
    province = PROVINCES[bimtek.place.province][0] if bimtek.place.province else ""
    parts = (bimtek.place.name, bimtek.place.regency, province)
    text = ", ".join(part for part in parts if part)
    return f"{text} dan daring" if bimtek.mode == "hibrida" else text


def covered_text(word: str) -> str:
    """One of ``Bimtek.covered`` in words."""
    return word.replace("-", " ") if word in ("uang-harian", "bahan-praktik") else word
