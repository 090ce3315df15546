"""Warnings that an editor has weighed and accepts in a file, with the reason."""

from typing import Literal

from pydantic import Field

from plugins.content_model.fields import Text
from plugins.content_model.model import Model

NOT_SECRET = "bukan-rahasia"  # words of a withheld entry that may be read elsewhere

# What stops a build until somebody says why it is right.
ACCOUNT, FAR_DATE, LANDLINE, QUOTED = "nomor-rekening", "jadwal-jauh", "nomor-whatsapp", "kutip-judul"

WarningName = Literal[
    "judul-panjang", "teras-panjang", "teras-sama", "foto-tanpa-keterangan", "alt-sama", "tulisan-serupa",
    "kata-waktu", "singkatan", "tautan-http", "nomor-pribadi", "ejaan", "angka-lepas", "bukan-rahasia",
    "judul-kapital", "peserta-kuota", "nomor-rekening", "jadwal-jauh", "nomor-whatsapp", "kutip-judul",
]  # fmt: skip


class Accepted(Model):
    """A warning that stands with a reason; ``text`` narrows it to what was found, None accepts every one."""

    warning: WarningName = Field(description="nama peringatan, dalam kurung siku di pesannya")
    text: Text | None = Field(None, description="kata yang diterima; bila kosong: semua di berkas ini")
    reason: Text = Field(description="alasan menerimanya")
