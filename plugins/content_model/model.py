"""What every model shares: frozen, closed, an empty value counts as not given."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

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
