"""What keeps a document that has no date of its own, or an observation, from being shown: a draft, or a moment.

Articles have ``date`` and ``status`` instead (``article``).
"""

from datetime import datetime
from typing import Annotated, Literal, Protocol

from pydantic import Field

from plugins.content_model.fields import Moment, Text
from plugins.content_model.model import Model

Status = Annotated[Literal["draft", "published"] | None, Field(description="draft belum tampil di mana pun")]
# Of what is withheld with the documents that use it (``withholding``), unless it says otherwise.
StatusOfUsed = Annotated[
    Literal["draft", "published"] | None,
    Field(description="draft belum tampil di mana pun; published tampil walau hanya dipakai tulisan yang belum terbit"),
]
Embargo = Annotated[Moment | None, Field(description="waktu mulai tampil; sebelum itu tidak tampil di mana pun")]


class Withholdable(Protocol):
    """What can be a draft (``status``), or be shown from a moment on (``embargo``, aware)."""

    @property
    def status(self) -> str | None: ...

    @property
    def embargo(self) -> datetime | None: ...


class AcceptedPhrase(Model):
    """A phrase that may be read elsewhere before the document is shown, or a bank account that everybody may know."""

    warning: Literal["bukan-rahasia", "nomor-rekening"] = Field(description="nama peringatan")
    text: Text = Field(description="potongan yang bukan rahasia, atau nomor rekening yang untuk umum")
    reason: Text = Field(description="alasannya")


AcceptedPhrases = Annotated[
    tuple[AcceptedPhrase, ...],
    Field(description="potongan yang boleh terbaca sebelum berkas ini tampil, dengan alasan; tidak tampil"),
]


def is_withheld(one: Withholdable, now: datetime) -> bool:
    """Whether ``one`` may not be shown at ``now``."""
    return one.status == "draft" or (one.embargo is not None and one.embargo > now)


def shown_from(one: Withholdable) -> datetime | None:
    """The moment at which ``one``, which is withheld, will be shown; None where only an editor's change shows it."""
    return None if one.status == "draft" else one.embargo
