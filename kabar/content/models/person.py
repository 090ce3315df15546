"""A person (orang): schema.org ``Person``."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from kabar.content.models.model import AcceptedPhrases, Document, Embargo, FieldPath, Model, StatusOfUsed
from kabar.content.parsing.fields import Day, Reference, Text, WebAddress


class Role(Model):
    """An office held from ``from`` to ``to``, both included; None is open."""

    title: Text = Field(description="jabatan")
    organisation: Reference | None = Field(None, description="id di lembaga/")
    begins: Day | None = Field(None, alias="from", description="sejak tanggal")
    ends: Day | None = Field(None, alias="to", description="sampai tanggal")


class Person(Document):
    """A person with a page: an author, editor or instructor. The body is their description."""

    name: Text = Field(description="nama lengkap")
    roles: tuple[Role, ...] = Field((), description="jabatan, masing-masing dengan lembaga dan masanya")
    url: WebAddress | None = Field(None, description="situs atau profil resmi")
    status: StatusOfUsed = None
    embargo: Embargo = None
    accepted: AcceptedPhrases = ()

    def roles_on(self, day: date) -> tuple[Role, ...]:
        """The roles held on ``day``; a role without dates counts for every day."""
        return tuple(
            role
            for role in self.roles
            if (role.begins is None or role.begins <= day) and (role.ends is None or day <= role.ends)
        )

    def contradictions(self) -> Iterator[tuple[FieldPath, str]]:
        for number, role in enumerate(self.roles or ()):
            if role.begins and role.ends and role.ends < role.begins:
                yield ("roles", number, "to"), "lebih awal daripada 'from'; betulkan salah satu"


