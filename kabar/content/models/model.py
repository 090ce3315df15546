"""What every model shares: frozen, closed, an empty value counts as not given."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Protocol
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kabar.content.parsing.fields import Moment, Text

FieldPath = tuple[str | int, ...]


def short_form(key: str) -> BeforeValidator:
    """A plain value stands for a group with one key: ``30`` for ``total: 30``."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class Model(BaseModel):
    """A group of keys. An unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_empty_values(cls, value: Any) -> Any:
        # `modified:` with nothing behind it, `contact: {}`: an unfilled line of a form.
        if isinstance(value, dict):
            return {key: given for key, given in value.items() if given not in ("", {})}
        return value


class Document(Model):
    """A file of ``content/``.

    The names with ``@`` are given by the loader and cannot be written in front matter: ``path``
    is relative to ``content/``, ``body`` is Markdown, ``body_line`` its first line in the file.
    """

    path: str = Field(alias="@path")
    body: str = Field(default="", alias="@body")
    body_line: int = Field(default=1, alias="@body_line")

    @property
    def id(self) -> str:
        """The file's name without ending: the last part of its address."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    @property
    def page_address(self) -> str:
        """The address of its page without outer slashes, such as ``berita/2019/ukiran``."""
        return self.path.rpartition(".")[0]

    @property
    def page_url(self) -> str:
        """The address of its page from the root of the portal: ``/berita/2019/ukiran/``."""
        return f"/{self.page_address}/"

    @classmethod
    def local_zone(cls, values: Mapping[str, Any]) -> ZoneInfo | None:
        """The zone of the local times in ``values``, which are not read yet; None where there are none."""
        return None

    def contradictions(self) -> Iterator[tuple[FieldPath, str]]:
        """What the values say against each other: (path of the field, message).

        Called on partial documents too, in which a value that could not be read is None.
        """
        return iter(())


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


