"""An organisation (lembaga): schema.org ``Organization``."""

from datetime import date
from typing import Literal

from pydantic import Field

from kabar.content.models.model import AcceptedPhrases, Document, Embargo, Model, StatusOfUsed
from kabar.content.parsing.fields import Day, Email, Phone, Reference, Text, WebAddress


class FormerName(Model):
    """A name that the organisation had up to and including the day ``until``."""

    name: Text = Field(description="nama lama")
    until: Day = Field(description="hari terakhir nama itu dipakai")


class Reach(Model):
    """Contact details. ``phone`` and ``whatsapp`` in international form without plus."""

    email: Email | None = Field(None, description="alamat surel")
    phone: Phone | None = Field(None, description="nomor telepon")
    whatsapp: Phone | None = Field(None, description="nomor WhatsApp")


class Organisation(Document):
    """An organisation with a page of its own. The body is its description."""

    name: Text = Field(description="nama resmi")
    short_name: Text | None = Field(None, description="singkatan, misalnya BBKB")
    former_names: tuple[FormerName, ...] = Field((), description="nama-nama sebelumnya")
    parent: Reference | None = Field(None, description="id lembaga induk")
    kind: Literal["pemerintah", "media", "asosiasi", "perusahaan", "pendidikan"] | None = Field(
        None, description="jenis lembaga"
    )
    url: WebAddress | None = Field(None, description="situs resmi")
    address: Text | None = Field(None, description="alamat jalan")
    contact: Reach | None = Field(None, description="kontak resmi")
    status: StatusOfUsed = None
    embargo: Embargo = None
    accepted: AcceptedPhrases = ()

    def name_on(self, day: date) -> str:
        """Its name on ``day``."""
        later = sorted((former.until, former.name) for former in self.former_names if former.until >= day)
        name: str = later[0][1] if later else self.name
        return name


