"""``content/alamat.yaml``: the addresses of deleted files, and what became of them."""

from collections.abc import Iterator

from pydantic import Field

from plugins.content_model.fields import Address, Day, Text
from plugins.content_model.model import Document, FieldPath, Model


class OldAddress(Model):
    """An address once published; ``moved_to`` redirects, ``reason`` tells why it is gone."""

    address: Address = Field(description="alamat lama")
    date: Day = Field(description="tanggal dihapus")
    reason: Text | None = Field(None, description="alasan, bila halaman dicabut")
    moved_to: Address | None = Field(None, description="alamat baru, bila dipindah")


class OldAddresses(Document):
    """All of them, under the key ``addresses``: the file itself is a bare list."""

    addresses: tuple[OldAddress, ...] = ()

    def contradictions(self) -> Iterator[tuple[FieldPath, str]]:
        for number, old in enumerate(self.addresses or ()):
            if bool(old.reason) == bool(old.moved_to):
                yield ("addresses", number), "isi 'reason' atau 'moved_to', salah satu saja"
