"""A topic: SKOS ``Concept`` under our keys."""

from pydantic import Field

from kabar.content.models.model import AcceptedPhrases, Document, Embargo, StatusOfUsed
from kabar.content.parsing.fields import Address, Id, Text


class Topic(Document):
    """A topic of the closed list. The body is the introduction of its page."""

    label: Text = Field(description="nama topik (SKOS prefLabel)")
    label_en: Text | None = Field(None, description="nama dalam bahasa Inggris")
    synonyms: tuple[Text, ...] = Field((), description="nama lain; diterima di tags")
    misspellings: tuple[Text, ...] = Field((), description="salah tulis yang diterima dengan peringatan")
    broader: Id | None = Field(None, description="id topik induk")
    related: tuple[Id, ...] = Field((), description="id topik terkait")
    definition: Text = Field(description="arti topik dalam satu kalimat")
    merged_into: Id | None = Field(None, description="id topik penerus; alamat ini dialihkan ke sana")
    aliases: tuple[Address, ...] = Field((), description="alamat lama yang dialihkan ke sini")
    wikidata: Text | None = Field(None, pattern=r"^Q[1-9]\d*$", description="nomor Wikidata, misalnya Q34442")
    status: StatusOfUsed = None
    embargo: Embargo = None
    accepted: AcceptedPhrases = ()


