"""The units of measures: currencies (ISO 4217), and names that are written as they are said."""

from collections.abc import Collection

from plugins.content_model.codes import currencies
from plugins.content_model.nearest import did_you_mean

SHARES = ("persen", "poin persentase")
UNITS = (
    *SHARES, "orang", "unit usaha", "perusahaan", "sentra", "sertifikat", "lembar", "buah", "pasang", "kodi", "ton",
    "kilogram", "liter", "meter", "meter persegi", "meter kubik", "hektare", "kabupaten/kota",
)  # fmt: skip


def fault_of_unit(unit: str, more: Collection[str] = ()) -> str:
    """Why ``unit`` may not be used, or empty; ``more`` are the units that the portal has besides ours."""
    if unit in currencies() or unit in UNITS or unit in more:
        return ""
    known = (*UNITS, *more)
    hint = did_you_mean(unit, known) or f"; tulis kode mata uang atau: {', '.join(known)}"
    return f"satuan '{unit[:40]}' tidak dikenal{hint}. Satuan lain dapat ditambahkan di 'units' portal.yaml"
