"""Static pages (``halaman/``), and ``alamat.yaml``: the addresses of deleted files and their redirects."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from kabar.content.models.model import AcceptedPhrases, Document, Embargo, FieldPath, Model, Status
from kabar.content.parsing.fields import Address, Day, Moment, Text


class StaticPage(Document):
    """A page that is no article, such as "about us"."""

    title: Annotated[Text, Field(max_length=200)] = Field(description="judul")
    summary: Annotated[Text, Field(min_length=20, max_length=400)] = Field(
        description="isi halaman dalam satu atau dua kalimat"
    )
    modified: Moment | None = Field(None, description="waktu terakhir diubah")
    lang: Literal["id", "en"] = Field("id", description="bahasa")
    aliases: tuple[Address, ...] = Field((), description="alamat lama yang dialihkan ke sini")
    status: Status = None
    embargo: Embargo = None
    accepted: AcceptedPhrases = ()

    @property
    def page_address(self) -> str:
        """Its address, without the folder: the page is right below the root."""
        return self.id


class OldAddress(Model):
    """A formerly published address; ``moved_to`` is its redirect, ``reason`` why it is gone."""

    address: Address = Field(description="alamat lama")
    date: Day = Field(description="tanggal dihapus")
    reason: Text | None = Field(None, description="alasan, bila halaman dicabut")
    moved_to: Address | None = Field(None, description="alamat baru, bila dipindah")


class OldAddresses(Document):
    """The old addresses, under the key ``addresses``: the file itself is a bare list."""

    addresses: tuple[OldAddress, ...] = ()

    def contradictions(self) -> Iterator[tuple[FieldPath, str]]:
        for number, old in enumerate(self.addresses or ()):
            if bool(old.reason) == bool(old.moved_to):
                yield ("addresses", number), "isi 'reason' atau 'moved_to', salah satu saja"


