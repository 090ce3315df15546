"""The fields that news, trainings and export stories share: schema.org's ``NewsArticle`` under our keys."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from kabar.content.models.lazy_document import LazyDocument
from kabar.content.models.model import FieldPath, Model, short_form
from kabar.content.parsing.fields import (
    Address,
    ContentPath,
    Country,
    Day,
    Id,
    Moment,
    ReducedDate,
    Reference,
    Text,
    WebAddress,
)
from kabar.content.parsing.yaml_structure import plain_or_quoted
from kabar.text.characters import within_quotes

NOT_SECRET = "bukan-rahasia"  # accepts that a phrase of a withheld article appears elsewhere

# Warnings that stop a build until they are accepted with a reason.
ACCOUNT, FAR_DATE, LANDLINE, QUOTED = "nomor-rekening", "jadwal-jauh", "nomor-whatsapp", "kutip-judul"

WarningName = Literal[
    "judul-panjang", "teras-panjang", "teras-sama", "foto-tanpa-keterangan", "alt-sama", "tulisan-serupa",
    "kata-waktu", "singkatan", "tautan-http", "nomor-pribadi", "ejaan", "angka-lepas", "bukan-rahasia",
    "judul-kapital", "peserta-kuota", "nomor-rekening", "jadwal-jauh", "nomor-whatsapp", "kutip-judul",
    "biaya-kosong", "pendaftaran-kosong",
]  # fmt: skip


class Accepted(Model):
    """A warning that the editor accepts with a reason; ``text`` limits it to one finding, None accepts all."""

    warning: WarningName = Field(description="nama peringatan, dalam kurung siku di pesannya")
    text: Text | None = Field(None, description="kata yang diterima; bila kosong: semua di berkas ini")
    reason: Text = Field(description="alasan menerimanya")


def check_source(group: BaseModel, id: str | None, needed: Sequence[str], in_place: Sequence[str]) -> None:
    """Raise PydanticCustomError unless ``group`` has either an ``id`` or all ``needed`` keys.

    With an ``id``, none of the keys ``in_place`` may be set.
    """
    missing = [key for key in needed if getattr(group, key) is None]
    if not id and missing:
        written = " dan ".join(f"{key}: …" for key in missing)
        raise PydanticCustomError("nilai", "{pesan}", {"pesan": f"wajib diisi; tulis: {written} atau id: … di sumber/"})
    twice = [key for key in in_place if id and getattr(group, key) is not None]
    if twice:
        message = f"sumber dengan id sudah memuat {' dan '.join(twice)}; hapus di sini, tulis di sumber/{id}.yaml"
        raise PydanticCustomError("nilai", "{pesan}", {"pesan": message})


DEFAULT_EDITOR = "redaksi"

WITHDRAWAL, RESTORATION = "pencabutan", "pemulihan"
CorrectionKind = Literal["koreksi", "ralat", "hak-jawab", "pencabutan", "pemulihan"]


class Photo(Model):
    """A picture with its description and credit (schema.org ``ImageObject``)."""

    file: ContentPath = Field(description="berkas JPG, PNG, WebP, HEIC, atau SVG, misalnya gambar/2019/ukiran.jpg")
    alt: Text = Field(description="isi gambar dalam kata, untuk yang tidak melihatnya")
    caption: Text | None = Field(None, description="keterangan di bawah gambar")
    credit: Text = Field(description="pembuat atau pemilik gambar")
    license: Text | None = Field(None, description="lisensi gambar")
    consent: Literal["ada", "tidak-perlu"] | None = Field(
        None, description="persetujuan orang di gambar; wajib bila access: tertutup; tidak tampil"
    )


class Attachment(Model):
    """A file to download (schema.org ``associatedMedia``)."""

    file: ContentPath = Field(description="berkas PDF, DOCX, XLSX, atau PPTX")
    title: Text = Field(description="nama yang dibaca orang")
    kind: Literal["surat-undangan", "jadwal", "formulir", "materi", "laporan"] | None = Field(
        None, description="jenis lampiran"
    )


class BasedOn(Model):
    """A source of an article (schema.org ``isBasedOn``): the ``id`` of a source, or a source given in place."""

    id: Id | None = Field(None, description="id di sumber/")
    publisher: Text | None = Field(None, description="penerbit sumber, bila tanpa id")
    title: Text | None = Field(None, description="judul sumber")
    url: WebAddress | None = Field(None, description="alamat sumber")
    date: ReducedDate | None = Field(None, description="tanggal sumber, sejauh diketahui")

    @model_validator(mode="after")
    def _is_named_once(self) -> "BasedOn":
        check_source(self, self.id, ("publisher",), ("publisher", "title", "url", "date"))
        return self


class Correction(Model):
    """A correction, right of reply, withdrawal or restoration after publication."""

    date: Moment = Field(description="waktu koreksi")
    kind: CorrectionKind = Field(description="jenis koreksi")
    text: Text = Field(description="apa yang dikoreksi, dalam satu atau dua kalimat")
    link: Text | None = Field(None, description="alamat terkait")


class Article(LazyDocument):
    """An article of one of the three sections. Times are aware; ``date`` is the time of publication."""

    # What lists show, and the inputs of ``changed``.
    PINNED: ClassVar[tuple[str, ...]] = ("title", "date", "modified", "summary", "photo", "corrections")

    title: Annotated[Text, Field(max_length=200)] = Field(
        description="judul: pendek, dengan kata kerja; sebaiknya sampai 70 karakter, paling panjang 200"
    )
    date: Moment = Field(description="waktu terbit; bila di masa depan, terbit terjadwal")
    modified: Moment | None = Field(None, description="waktu terakhir diubah")
    summary: Annotated[Text, Field(min_length=20, max_length=400)] = Field(
        description="teras: siapa melakukan apa, di mana, untuk apa; teks biasa, 20 sampai 400 karakter"
    )
    tags: Annotated[tuple[Text, ...], Field(min_length=1, max_length=8)] = Field(
        description="1 sampai 8 topik yang ada di topik/: id, label, atau sinonim"
    )
    authors: tuple[Reference, ...] = Field((), description="id di orang/ atau lembaga/; bila kosong: redaksi")
    editor: Reference | None = Field(None, description="id di orang/ atau lembaga/; bila kosong: redaksi")
    dateline: Text | None = Field(None, description="tempat, misalnya JAKARTA")
    photo: Photo | None = Field(None, description="gambar utama")
    attachments: tuple[Attachment, ...] = Field((), description="berkas untuk diunduh")
    status: Literal["draft", "published", "withdrawn"] = Field(
        "published", description="draft belum terbit; hapus baris ini bila siap terbit; withdrawn dicabut"
    )
    highlight_until: Day | None = Field(None, description="memimpin halaman depan sampai tanggal ini")
    lang: Literal["id", "en"] = Field("id", description="bahasa")
    translation_of: ContentPath | None = Field(None, description="berkas asli yang diterjemahkan")
    based_on: tuple[Annotated[BasedOn, short_form("id")], ...] = Field(
        (), description="sumber yang mendasari tulisan: id di sumber/, atau ditulis di tempat"
    )
    corrections: tuple[Correction, ...] = Field((), description="koreksi, ralat, hak jawab, pencabutan, pemulihan")
    accepted: tuple[Accepted, ...] = Field(
        (), description="peringatan yang diterima, masing-masing dengan alasannya; tidak tampil"
    )
    aliases: tuple[Address, ...] = Field((), description="alamat lama yang dialihkan ke sini")

    @property
    def section(self) -> str:
        """The first folder of its path: ``berita``, ``bimtek`` or ``ekspor``."""
        return self.path.split("/")[0]

    @property
    def year(self) -> str:
        """The year folder of its path."""
        return self.path.split("/")[1]

    @property
    def author_ids(self) -> tuple[str, ...]:
        """The ids of its authors; the default editor where none is given."""
        return self.authors or (DEFAULT_EDITOR,)

    @property
    def editor_id(self) -> str:
        """The id of its editor; the default editor where none is given."""
        return self.editor or DEFAULT_EDITOR

    @property
    def changed(self) -> datetime:
        """The time of its last change, corrections included; its date where it never changed."""
        changed: datetime = max([self.modified or self.date, *(one.date for one in self.corrections)])
        return changed

    @property
    def withdrawn(self) -> bool:
        """Whether only its title, its date and the reason of the withdrawal may be shown."""
        return self.status == "withdrawn"

    def is_withheld(self, now: datetime) -> bool:
        """Whether it may not be shown: a draft, or dated after ``now``."""
        return self.status == "draft" or self.date > now

    def pictures(self) -> Iterator[tuple[FieldPath, Photo]]:
        """Yield its pictures, each with the path of the field that names it."""
        if self.photo:
            yield ("photo",), self.photo

    def accepts(self, warning: str, text: str) -> bool:
        """Whether the editor accepted ``warning`` about ``text`` with a reason."""
        return any(
            one.warning == warning and (one.text is None or one.text.casefold() == text.casefold())
            for one in self.accepted or ()
        )

    def contradictions(self) -> Iterator[tuple[FieldPath, str]]:
        if (bare := within_quotes(self.title or "")) and not self.accepts(QUOTED, self.title):
            message = f"tanda kutip mengapit seluruh judul; tulis: title: {plain_or_quoted(bare)} [{QUOTED}]"
            yield ("title",), message
        if self.date and self.year != str(self.date.year):
            yield (
                ("date",),
                f"tahun {self.date.year} tidak sama dengan folder {self.section}/{self.year}/;"
                f" pindahkan ke {self.section}/{self.date.year}/ atau betulkan tanggalnya",
            )
        if self.date and self.modified and self.modified < self.date:
            yield ("modified",), "waktu ubah lebih awal daripada 'date'; betulkan salah satu"
        if self.editor and self.editor in (self.authors or ()):
            yield ("editor",), f"'{self.editor}' sudah ada di 'authors'; penyunting harus orang lain"
        yield from self._contradictions_of_withdrawal()
        for number, correction in enumerate(self.corrections or ()):
            if self.date and correction.date < self.date:
                yield ("corrections", number, "date"), "koreksi lebih awal daripada 'date'; betulkan waktunya"
        for number, one in enumerate(self.accepted or ()):
            if one.warning == NOT_SECRET and not one.text:
                yield ("accepted", number), f"'{NOT_SECRET}' perlu 'text': tulis potongan yang bukan rahasia"
        if len(set(self.tags or ())) != len(self.tags or ()):
            yield ("tags",), "ada topik yang ditulis dua kali; hapus salah satu"

    def _contradictions_of_withdrawal(self) -> Iterator[tuple[FieldPath, str]]:
        """Yield problems where the status contradicts the later of withdrawal and restoration."""
        corrections = self.corrections or ()
        withdrawn = [one.date for one in corrections if one.kind == WITHDRAWAL]
        restored = [one.date for one in corrections if one.kind == RESTORATION]
        if self.status == "withdrawn" and not withdrawn:
            yield (
                ("status",),
                "tulisan yang dicabut perlu alasan; tambahkan di 'corrections' butir dengan kind: pencabutan",
            )
        elif self.status == "withdrawn" and restored and max(restored) >= max(withdrawn):
            yield (
                ("status",),
                "tulisan ini sudah dipulihkan menurut 'corrections'; tulis status: published, atau bila dicabut lagi"
                " tambahkan butir kind: pencabutan dengan waktu sesudah pemulihannya",
            )
        for number, one in enumerate(corrections):
            at = ("corrections", number, "kind")
            if one.kind == WITHDRAWAL and self.status == "published" and not any(one.date < day for day in restored):
                yield (
                    at,
                    "tulisan yang dicabut tidak boleh tetap tampil; tulis status: withdrawn, ganti jenisnya, atau bila"
                    " dipulihkan tambahkan butir kind: pemulihan dengan waktu sesudah pencabutannya",
                )
            if one.kind == RESTORATION and not any(day < one.date for day in withdrawn):
                yield (
                    at,
                    "tidak ada pencabutan sebelum pemulihan ini; biarkan butir pencabutannya di 'corrections', atau"
                    " ganti jenisnya",
                )


def end_of_day(day: date | datetime) -> datetime | date:
    """The last minute of a bare date; a datetime is returned as it is. Naive in, naive out."""
    if isinstance(day, datetime):
        return day
    return datetime.combine(day, datetime.min.time()) + timedelta(hours=23, minutes=59)


class News(Article):
    """An article of the section ``berita``."""


class Export(Article):
    """An article about exports, with the figures of the ledger that it is based on."""

    figures: tuple[Id, ...] = Field((), description="id di angka/ yang mendasari tulisan")
    products: tuple[Text, ...] = Field((), description="produk yang diberitakan")
    partners: tuple[Country, ...] = Field((), description="negara mitra, kode dua huruf seperti US, JP")


