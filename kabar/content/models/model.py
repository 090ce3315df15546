"""The base models: frozen, no unknown keys, an empty value counts as not given."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Protocol, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo

from kabar.content.parsing.fields import Moment, Text

FieldPath = tuple[str | int, ...]


def short_form(key: str) -> BeforeValidator:
    """Let a plain value stand for a group with one key: ``30`` for ``total: 30``."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class Model(BaseModel):
    """A group of keys. An unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_empty_values(cls, value: Any) -> Any:
        # `modified:` without a value, `contact: {}`, `photo: {file: null}`: an unfilled line or group of a form.
        if isinstance(value, dict):
            return {key: given for key, given in value.items() if not cls.is_unfilled(key, given)}
        return value

    @classmethod
    def is_unfilled(cls, key: str, given: Any) -> bool:
        """Whether ``given``, the value of ``key``, contains nothing: empty text, or groups of it."""
        if not isinstance(given, dict):
            return bool(given == "")
        within = models_within(field.annotation) if (field := _field_of(cls, key)) else []
        return all(
            within[0].is_unfilled(inner, value) or (value == [] and _is_list_by_default(within[0], inner))
            if within
            else value == ""
            for inner, value in given.items()
        )


def _field_of(model: type[BaseModel], key: str) -> FieldInfo | None:
    fields = model.model_fields
    return fields.get(key) or next((field for field in fields.values() if field.alias == key), None)


def _is_list_by_default(model: type[BaseModel], key: str) -> bool:
    """Whether an empty list means the same as no ``key``."""
    field = _field_of(model, key)
    return field is not None and field.default == ()


def models_within(annotation: Any) -> list[type["Model"]]:
    """The models in an annotation such as ``tuple[Photo, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_within(part)]


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
        """The file's name without its extension: the last part of its address."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    @property
    def page_address(self) -> str:
        """The address of its page without outer slashes, such as ``berita/2019/ukiran``."""
        return self.path.rpartition(".")[0]

    @property
    def page_url(self) -> str:
        """The root-relative address of its page: ``/berita/2019/ukiran/``."""
        return f"/{self.page_address}/"

    @classmethod
    def local_zone(cls, values: Mapping[str, Any]) -> ZoneInfo | None:
        """The zone of the local times in the raw ``values``; None for models without local times."""
        return None

    def contradictions(self) -> Iterator[tuple[FieldPath, str]]:
        """Yield (path of the field, message) for values that contradict each other.

        Called on partial documents too, in which a value that could not be read is None.
        """
        return iter(())


Status = Annotated[Literal["draft", "published"] | None, Field(description="draft belum tampil di mana pun")]
# For documents that are withheld together with the documents that use them (``withholding``), unless published.
StatusOfUsed = Annotated[
    Literal["draft", "published"] | None,
    Field(description="draft belum tampil di mana pun; published tampil walau hanya dipakai tulisan yang belum terbit"),
]
Embargo = Annotated[Moment | None, Field(description="waktu mulai tampil; sebelum itu tidak tampil di mana pun")]


class Withholdable(Protocol):
    """A document or observation that can be a draft (``status``) or embargoed until an aware moment (``embargo``)."""

    @property
    def status(self) -> str | None: ...

    @property
    def embargo(self) -> datetime | None: ...


class AcceptedPhrase(Model):
    """A phrase that may appear elsewhere before the document is shown, or a bank account that is public."""

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
    """The moment from which the withheld ``one`` is shown; None for a draft."""
    return None if one.status == "draft" else one.embargo


