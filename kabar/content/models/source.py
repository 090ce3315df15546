"""A source (sumber): a publication, written once and named by figures and articles."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from kabar.content.models.article import BasedOn
from kabar.content.models.model import AcceptedPhrases, Document, Embargo, Model, StatusOfUsed
from kabar.content.parsing.fields import Day, ReducedDate, Text, WebAddress


class Republication(Model):
    """Where the same text was published again."""

    publisher: Text = Field(description="penerbit yang memuat ulang")
    url: WebAddress | None = Field(None, description="alamatnya")
    date: ReducedDate | None = Field(None, description="tanggal pemuatan ulang")


class Source(Document):
    """A source with its publisher and date; the file is YAML and has no body.

    ``looked_at`` is the day on which an editor saw it, ``extent`` how much of it was visible.
    """

    publisher: Text = Field(description="penerbit")
    title: Text | None = Field(None, description="judul; bila tidak terlihat, kosongkan")
    url: WebAddress | None = Field(None, description="alamat")
    date: ReducedDate = Field(description="tanggal terbit, sejauh diketahui: 2019-05-26, 2019-05, atau 2019")
    said_by: Text | None = Field(None, description="siapa yang menyatakannya, bila satu orang atau lembaga saja")
    republished: tuple[Republication, ...] = Field((), description="dimuat ulang di mana")
    looked_at: Day | None = Field(None, description="tanggal redaksi melihatnya")
    extent: Literal["utuh", "sebagian"] | None = Field(None, description="seberapa banyak yang terlihat")
    note: Text | None = Field(None, description="keterangan, misalnya salah tulis di sumber itu")
    status: StatusOfUsed = None
    embargo: Embargo = None
    accepted: AcceptedPhrases = ()


def cited(one: BasedOn, sources: Mapping[str, Source]) -> BasedOn:
    """``one`` with the fields of the source that its ``id`` names."""
    if not one.id:
        return one
    source = sources[one.id]
    values = {"publisher": source.publisher, "title": source.title, "url": source.url, "date": source.date}
    return one.model_copy(update=values)


