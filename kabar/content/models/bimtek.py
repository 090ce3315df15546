"""A training (bimtek): schema.org ``EducationEvent``, RFC 5545 ``VEVENT``, in our keys."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field

from kabar.content.models.article import FAR_DATE, LANDLINE, Article, Photo, end_of_day
from kabar.content.models.model import FieldPath, Model, short_form
from kabar.content.parsing.codes import PROVINCES, provinces_of, read_province
from kabar.content.parsing.fields import (
    DEFAULT_ZONE,
    DIGITS,
    Amount,
    Count,
    Currency,
    Day,
    Email,
    Id,
    LocalMoment,
    Phone,
    Positive,
    Province,
    Reference,
    Regency,
    Text,
    WebAddress,
    Zone,
    is_landline,
    read_fee,
    read_zone,
)
from kabar.content.parsing.moments import in_zone
from kabar.content.parsing.problems import BadValue

# The maximum length of a training, and of the time from its start to its announcement: more is a wrong year.
LONGEST = timedelta(days=366)
class Place(Model):
    """Where a training is held (schema.org ``Place``)."""

    name: Text = Field(description="nama gedung atau tempat")
    address: Text | None = Field(None, description="alamat jalan")
    regency: Regency | None = Field(
        None, description="diawali Kabupaten atau Kota, misalnya Kabupaten Bogor"
    )
    province: Province | None = Field(None, description="nama provinsi, atau kode seperti ID-KB")


class Organiser(Model):
    """The organiser of a training: an id of ``lembaga/``, or a name given in place."""

    id: Reference | None = Field(None, description="id di lembaga/")
    name: Text | None = Field(None, description="nama lembaga yang tidak punya halaman")
    url: WebAddress | None = Field(None, description="alamat situs lembaga")


class Instructor(Model):
    """An instructor: an id of ``orang/``, or a name given in place, which gets no page."""

    id: Reference | None = Field(None, description="id di orang/")
    name: Text | None = Field(None, description="nama orang yang tidak punya halaman")
    title: Text | None = Field(None, description="jabatan atau keahlian")
    organisation: Text | None = Field(None, description="lembaga asalnya")


class SeatShare(Model):
    """Seats reserved for a region."""

    region: Text = Field(description="wilayah")
    seats: Positive = Field(description="jumlah kursi")


class Fee(Model):
    """The fee; an amount of 0 is free of charge. ``currency``: ISO 4217."""

    amount: Annotated[Amount, Field(ge=0)] = Field(description="jumlah, misalnya 250000")
    currency: Currency = Field(description="kode mata uang, misalnya IDR")


class Contact(Model):
    """A contact. ``whatsapp`` in international form without plus: ``6281234567890``."""

    name: Text | None = Field(None, description="nama narahubung")
    whatsapp: Phone | None = Field(None, description="nomor WhatsApp, 0812-… atau +62…")
    email: Email | None = Field(None, description="alamat surel")


class Registration(Model):
    """How and when to register. Times are local to the training's zone."""

    opens: LocalMoment | None = Field(None, description="pendaftaran dibuka")
    closes: LocalMoment | None = Field(None, description="pendaftaran ditutup; tanggal saja = sampai 23.59")
    url: WebAddress | None = Field(None, description="alamat formulir")
    via: Literal["formulir", "whatsapp", "surel", "dinas", "di-tempat"] | None = Field(
        None, description="cara mendaftar"
    )
    contacts: tuple[Contact, ...] = Field((), description="narahubung")
    through: tuple[Reference, ...] = Field((), description="id di lembaga/ yang menerima pendaftaran")
    selection_announced: LocalMoment | None = Field(None, description="pengumuman peserta")
    full: bool = Field(False, description="true bila kuota penuh")


class Certificate(Model):
    """The certificate for participants."""

    name: Text = Field(description="nama sertifikat")
    issuer: Text | None = Field(None, description="penerbit: id di lembaga/ atau nama")
    kind: Literal["keikutsertaan", "kelulusan", "kompetensi"] | None = Field(
        None, description="jenis; kompetensi perlu lsp dan scheme"
    )
    lsp: Text | None = Field(None, description="lembaga sertifikasi profesi")
    scheme: Text | None = Field(None, description="skema sertifikasi")


class Letter(Model):
    """The letter that announces the training."""

    number: Annotated[Text, DIGITS] = Field(description="nomor surat")
    date: Day | None = Field(None, description="tanggal surat")


class Participants(Model):
    """The number of participants; ``women`` are among ``total``."""

    total: Count = Field(description="jumlah peserta")
    women: Count | None = Field(None, description="perempuan di antaranya")


class Bimtek(Article):
    """An article about one training: when, where, and how to join.

    ``start`` and ``end`` are local times of the training's own zone; a bare date is a whole day. ``quota`` counts
    seats, None = not stated. ``fee`` None = not stated.
    """

    start: LocalMoment = Field(description="mulai: tanggal, atau tanggal dan jam setempat")
    end: LocalMoment = Field(description="selesai: tanggal saja berarti sampai akhir hari")
    timezone: Zone | None = Field(None, description="zona IANA; bila kosong: zona provinsinya")
    mode: Literal["luring", "daring", "hibrida"] = Field(
        "luring", description="cara pelaksanaan; luring dan hibrida perlu place"
    )
    place: Place | None = Field(None, description="tempat; wajib kecuali daring")
    organisers: Annotated[
        tuple[Annotated[Organiser, short_form("id")], ...], Field(min_length=1)
    ] = Field(description="penyelenggara: id di lembaga/, atau name (dengan url)")  # fmt: skip
    instructors: tuple[Annotated[Instructor, short_form("id")], ...] = Field(
        (), description="id di orang/, atau name dengan title dan organisation"
    )
    access: Literal["terbuka", "undangan", "tertutup"] = Field(
        "terbuka", description="siapa boleh ikut; undangan: lewat dinas atau panitia; tertutup: peserta sudah ditunjuk"
    )
    eligibility: tuple[Text, ...] = Field((), description="syarat peserta")
    documents: tuple[Text, ...] = Field((), description="berkas yang disiapkan (KTP, NIB, surat tugas, …)")
    quota: Positive | None = Field(None, description="jumlah kursi")
    quota_by: tuple[SeatShare, ...] = Field((), description="pembagian kursi menurut wilayah")
    fee: Annotated[Fee, BeforeValidator(read_fee)] | None = Field(
        None, description="gratis, atau amount dan currency"
    )
    covered: tuple[Text, ...] = Field(
        (),
        description="ditanggung penyelenggara: akomodasi, konsumsi, transportasi, uang-harian,"
        " perlengkapan, bahan-praktik, atau teks",
    )
    covered_note: Text | None = Field(None, description="besaran atau sumber dananya")
    registration: Registration | None = Field(None, description="cara dan waktu mendaftar")
    certificate: Certificate | None = Field(None, description="sertifikat")
    letter: Letter | None = Field(None, description="surat pengumuman")
    lesson_hours: Positive | None = Field(None, description="jam pelajaran (JP)")
    event_status: Literal["tentatif", "pasti", "ditunda", "dibatalkan"] = Field(
        "pasti", description="keadaan acara"
    )
    event_status_reason: Text | None = Field(None, description="alasan; wajib bila ditunda atau dibatalkan")
    previous_starts: tuple[LocalMoment, ...] = Field((), description="jadwal mulai sebelum dipindah")
    programme: Id | None = Field(None, description="id yang sama untuk ulangan satu program")
    participants: Annotated[Participants, short_form("total")] | None = Field(
        None, description="jumlah yang datang, atau total dan women"
    )
    outcome: Text | None = Field(None, description="hasil bimtek")
    gallery: tuple[Photo, ...] = Field((), description="dokumentasi kegiatan, seperti photo")

    @classmethod
    def local_zone(cls, values: Mapping[str, Any]) -> ZoneInfo:
        """The zone that ``zone`` will return, as far as the raw ``values`` can be read."""
        place = values.get("place")
        with suppress(BadValue, TypeError):
            return ZoneInfo(read_zone(values["timezone"]) if values.get("timezone") else _zone_of(place))
        return ZoneInfo(DEFAULT_ZONE)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its local times: ``timezone``, else its province's, else Asia/Jakarta."""
        province = self.place.province if self.place else None
        return ZoneInfo(self.timezone or (PROVINCES[province][1] if province else DEFAULT_ZONE))

    @property
    def starts_at(self) -> datetime:
        """The moment it begins; a bare date begins at 00:00."""
        return in_zone(self.start, self.zone)

    @property
    def ends_at(self) -> datetime:
        """Its last minute; a bare date ends at 23:59."""
        return in_zone(end_of_day(self.end), self.zone)

    def pictures(self) -> Iterator[tuple[FieldPath, Photo]]:
        yield from super().pictures()
        for number, photo in enumerate(self.gallery or ()):
            yield ("gallery", number), photo

    def contradictions(self) -> Iterator[tuple[FieldPath, str]]:
        yield from super().contradictions()
        yield from self._contradictions_in_time()
        yield from self._contradictions_in_seats()
        yield from self._missing_companions()

    def _contradictions_in_time(self) -> Iterator[tuple[FieldPath, str]]:
        if self.start and self.end and self.ends_at < self.starts_at:
            yield ("end",), "selesai lebih awal daripada 'start'; betulkan salah satu"
        elif self.start and self.end and self.ends_at == self.starts_at:
            yield ("end",), "mulai dan selesai pada menit yang sama; tulis jam selesainya, atau tanggalnya saja"
        yield from self._far_dates()
        province = self.place.province if self.place else None
        if self.timezone and province and self.mode != "daring":
            name, zone = PROVINCES[province]
            if not _same_clock(self.timezone, zone):
                yield ("timezone",), f"zona ini bukan zona {name}; tulis: timezone: {zone}, atau hapus baris ini"
        registration = self.registration
        if registration and self.end and registration.closes:
            closes = in_zone(end_of_day(registration.closes), self.zone)
            if closes > self.ends_at:
                yield ("registration", "closes"), "pendaftaran ditutup sesudah bimtek selesai; betulkan"
            if registration.opens and closes < in_zone(registration.opens, self.zone):
                yield ("registration", "closes"), "pendaftaran ditutup sebelum dibuka; betulkan salah satu"
        for key in ("participants", "outcome"):
            updated = self.modified or self.date
            if getattr(self, key) and self.end and updated and updated < self.ends_at:
                yield (
                    (key,),
                    "diisi sesudah bimtek selesai; tulis 'modified' dengan waktu sesudah 'end'",
                )

    def _far_dates(self) -> Iterator[tuple[FieldPath, str]]:
        is_long = self.start and self.end and self.ends_at - self.starts_at > LONGEST
        if is_long and not self.accepts(FAR_DATE, _written(self.end)):
            days = (self.ends_at - self.starts_at).days
            yield ("end",), f"bimtek ini {days} hari lamanya; betulkan tahunnya, atau terima alasannya [{FAR_DATE}]"
        is_old = self.start and self.date and self.date - self.starts_at > LONGEST
        if is_old and not self.accepts(FAR_DATE, _written(self.start)):
            yield (
                ("start",),
                f"mulai lebih dari setahun sebelum pengumumannya ({self.date.date()}); betulkan tahunnya, atau"
                f" terima alasannya [{FAR_DATE}]",
            )

    def _contradictions_in_seats(self) -> Iterator[tuple[FieldPath, str]]:
        shared = sum(share.seats for share in self.quota_by or ())
        if self.quota and shared > self.quota:
            yield ("quota_by",), f"jumlah kursi menurut wilayah ({shared}) melebihi quota ({self.quota})"
        if self.quota_by and not self.quota:
            yield ("quota_by",), "isi juga 'quota', jumlah seluruh kursi"
        if self.participants and (self.participants.women or 0) > self.participants.total:
            yield ("participants", "women"), "lebih besar daripada total; betulkan salah satu"

    def _missing_companions(self) -> Iterator[tuple[FieldPath, str]]:
        if self.mode == "daring" and self.place and self.place.name:
            message = "bimtek daring tidak punya tempat; hapus 'place', atau bila ada yang datang tulis: mode: hibrida"
            yield ("mode",), message
        yield from self._ways_to_register()
        if self.mode in ("luring", "hibrida") and not self.place and self.start is not None:
            yield ("place",), "tempat belum diisi; isi name dan province, atau tulis mode: daring"
        if self.place and not self.place.province and self.mode in ("luring", "hibrida"):
            yield ("place", "province"), "provinsi belum diisi; tulis namanya atau kodenya seperti ID-KB"
        if self.place and self.place.regency and self.place.province:
            provinces = provinces_of(self.place.regency)
            if provinces and self.place.province not in provinces:
                name, there = PROVINCES[min(provinces)][0], PROVINCES[self.place.province][0]
                yield (
                    ("place", "province"),
                    f"{self.place.regency} terletak di {name}, bukan {there}; bila kabupaten atau kotanya benar, tulis:"
                    f" province: {name}",
                )
        if self.event_status in ("ditunda", "dibatalkan") and not self.event_status_reason:
            yield ("event_status",), "tulis alasannya di 'event_status_reason'"
        for key in ("organisers", "instructors"):
            for number, one in enumerate(getattr(self, key) or ()):
                if bool(one.id) == bool(one.name):
                    yield (key, number), "isi id, atau name bila tidak punya halaman; salah satu saja"
        certificate = self.certificate
        if certificate and certificate.kind == "kompetensi" and not (certificate.lsp and certificate.scheme):
            yield ("certificate", "kind"), "sertifikat kompetensi perlu 'lsp' dan 'scheme'"
        if self.access == "tertutup":
            for at, photo in self.pictures():
                if not photo.consent:
                    yield at, "bimtek tertutup: isi 'consent' (ada atau tidak-perlu) pada gambar ini"
    def _ways_to_register(self) -> Iterator[tuple[FieldPath, str]]:
        registration = self.registration
        contacts = registration.contacts or () if registration else ()
        for number, contact in enumerate(contacts):
            if not (contact.name or contact.whatsapp or contact.email):
                yield ("registration", "contacts", number), "kosong; isi, atau hapus"
            digits = contact.whatsapp
            if digits and is_landline(digits) and not self.accepts(LANDLINE, f"+{digits}"):
                yield (
                    ("registration", "contacts", number, "whatsapp"),
                    f"'+{digits}' nomor telepon kantor, yang biasanya tidak punya WhatsApp; tulis nomor ponsel, atau"
                    f" terima alasannya [{LANDLINE}]",
                )
        has_form = any(one.kind == "formulir" for one in self.attachments or ())
        needed = {
            "whatsapp": ("registration.contacts: [{whatsapp: 0812-…}]", any(one.whatsapp for one in contacts)),
            "surel": ("registration.contacts: [{email: …}]", any(one.email for one in contacts)),
            "formulir": ("registration.url: https://…", has_form or bool(registration and registration.url)),
        }
        key, is_given = needed.get((registration.via if registration else None) or "", ("", True))
        if not is_given:
            yield ("registration", "via"), f"cara mendaftar ini belum ada alamatnya; isi {key}"


def _written(moment: date | datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else moment.isoformat()


def _zone_of(place: Any) -> str:
    province = place.get("province") if isinstance(place, dict) else None
    return PROVINCES[read_province(province)][1] if province else DEFAULT_ZONE


def _same_clock(one: str, other: str) -> bool:
    # Zones are compared by offset: Asia/Pontianak and Asia/Jakarta differ in name only.
    moment = datetime(2020, 1, 1)
    return ZoneInfo(one).utcoffset(moment) == ZoneInfo(other).utcoffset(moment)


def as_day(moment: date | datetime) -> date:
    """The calendar day of a local moment."""
    return moment.date() if isinstance(moment, datetime) else moment


