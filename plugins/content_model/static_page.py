"""A page that stands by itself (halaman): ``content/halaman/tentang.md`` is ``/tentang/``."""

from typing import Annotated, Literal

from pydantic import Field

from plugins.content_model.embargo import AcceptedPhrases, Embargo, Status
from plugins.content_model.fields import Address, Moment, Text
from plugins.content_model.model import Document


class StaticPage(Document):
    """A page of lasting text."""

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
        """Without the folder: the page stands right below the root."""
        return self.id
