"""A story about exports (ekspor)."""

from pydantic import Field

from plugins.content_model.article import Article
from plugins.content_model.fields import Country, Id, Text


class Export(Article):
    """An article about exports, with the figures of the ledger that it rests on."""

    figures: tuple[Id, ...] = Field((), description="id di angka/ yang mendasari tulisan")
    products: tuple[Text, ...] = Field((), description="produk yang diberitakan")
    partners: tuple[Country, ...] = Field((), description="negara mitra, kode dua huruf seperti US, JP")
