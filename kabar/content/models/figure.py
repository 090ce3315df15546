"""A measure of the ledger (angka): SDMX observations, schema.org ``Dataset``."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Context, Decimal
from typing import Annotated, Literal, NamedTuple, Self, get_args

from pydantic import Field, model_validator

from kabar.content.models.article import check_source
from kabar.content.models.model import (
    AcceptedPhrases,
    Document,
    Embargo,
    FieldPath,
    Model,
    Status,
    StatusOfUsed,
    is_withheld,
    short_form,
    shown_from,
)
from kabar.content.models.source import Source
from kabar.content.parsing.codes import PROVINCES, SHARES, countries, partner_name
from kabar.content.parsing.fields import Id, Number, Partner, Period, ReducedDate, Text, WebAddress
from kabar.text.suggestions import did_you_mean

# Values have at most 42 digits (``fields``), so differences of two are exact.
_EXACT = Context(prec=100)
_SCALES = (12, 9, 6, 3, 0)


def last_place(value: Decimal) -> Decimal:
    """The unit of the last stated place of ``value``: anything smaller may have been rounded away."""
    if not value:
        return Decimal(1)
    bare = value.normalize(_EXACT)
    ends, begins = bare.as_tuple().exponent, bare.adjusted()
    assert isinstance(ends, int)  # values are finite
    scale = next((power for power in _SCALES if begins >= power), ends)
    return Decimal(1).scaleb(min(ends, scale, begins - 1))


def agree(one: Decimal, other: Decimal) -> bool:
    """Whether two values differ by less than the last place of the more coarsely stated one."""
    return one == other or abs(_EXACT.subtract(one, other)) < max(last_place(one), last_place(other))


def distinct(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """The ``values`` that contradict each other, smallest first; of values that agree, the most exact."""
    kept: list[Decimal] = []
    for value in sorted(set(values), key=lambda one: (last_place(one), one)):
        if not any(agree(value, other) for other in kept):
            kept.append(value)
    return tuple(sorted(kept))


ObservationKind = Literal["aktual", "sementara", "perkiraan", "target"]
# In order of preference where a text does not name a kind.
KINDS = get_args(ObservationKind)


class ObservationKey(NamedTuple):
    """What an observation measures. An empty ``partner`` or ``product`` means all together.

    ``scope`` is empty where the measure has one scope only.
    """

    period: str
    partner: str = ""
    kind: str = "aktual"
    scope: str = ""
    product: str = ""

    @property
    def series(self) -> "Series":
        """The key without period and kind."""
        return Series(self.partner, self.product, self.scope)


class Series(NamedTuple):
    """The key of values that are comparable over time: one partner, product and scope; each may be empty."""

    partner: str = ""
    product: str = ""
    scope: str = ""


class Scope(Model):
    """What is counted, or by whom, where organisations count one measure in several ways."""

    id: Id = Field(description="nama pendek untuk scope: dan penanda, misalnya kemenperin")
    label: Annotated[Text, Field(max_length=80)] = Field(
        description="seperti yang dibaca orang, misalnya menurut Kementerian Perindustrian, atau HS 4602"
    )
    note: Text | None = Field(None, description="apa yang termasuk, atau mengapa berbeda")


class Product(Model):
    """A kind of goods that a source counts separately."""

    id: Id = Field(description="nama pendek untuk product: dan penanda, misalnya rotan")
    label: Annotated[Text, Field(max_length=80)] = Field(
        description="seperti yang dibaca orang, misalnya furnitur rotan"
    )


class FigureSource(Model):
    """The source of a value: the ``id`` of a source, or a source given in place.

    ``said_by`` is the person or body that stated the value. In a library a source with an id has the fields of its
    file.
    """

    id: Id | None = Field(None, description="id di sumber/")
    publisher: Text | None = Field(None, description="penerbit, bila tanpa id")
    title: Text | None = Field(None, description="judul sumber")
    url: WebAddress | None = Field(None, description="alamat sumber")
    date: ReducedDate | None = Field(
        None, description="tanggal sumber, bila tanpa id; sejauh diketahui: 2019-05-26, 2019-05, atau 2019"
    )
    said_by: Text | None = Field(None, description="siapa yang menyatakannya")

    @property
    def known_date(self) -> str:
        """``date``; empty where the source is not known."""
        return self.date or ""

    @model_validator(mode="after")
    def _is_named_once(self) -> "FigureSource":
        check_source(self, self.id, ("publisher", "date"), ("publisher", "title", "url", "date"))
        return self
    def with_source(self, sources: Mapping[str, Source]) -> "FigureSource":
        """A copy with the fields of the source that ``id`` names; itself without an ``id``."""
        if not self.id:
            return self
        known = sources.get(self.id)
        values = {
            "publisher": (known and known.publisher) or "",
            "title": known and known.title,
            "url": known and known.url,
            "date": (known and known.date) or "",
            "said_by": self.said_by or (known and known.said_by),
        }
        return self.model_copy(update=values)


class StatedGrowth(Model):
    """The growth in per cent that a source states, since the period ``since``: by default a year before."""

    percent: Number = Field(description="pertumbuhan yang disebut sumber, dalam persen; turun ditulis -9.9")
    since: Period | None = Field(None, description="dari masa apa; bila kosong: setahun sebelumnya")


class Observation(Model):
    """One value of a measure; ``value`` is a decimal in full. The value of a range is the sum over it."""

    period: Period = Field(
        description="2018, 2018-S1 (semester), 2018-Q1 (triwulan), 2018-05, atau rentang 2018-01..2018-09, 2019..2021"
    )
    value: Number = Field(description="angka ditulis lengkap, misalnya 1200000000")
    partner: Partner | None = Field(
        None, description="negara mitra, kode dua huruf, atau kelompok: EU, ASEAN, EROPA, …"
    )
    scope: Id | None = Field(None, description="cakupan: id dari scopes")
    product: Id | None = Field(None, description="jenis produk: id dari products")
    kind: ObservationKind = Field("aktual", description="sifat angka")
    source: Annotated[FigureSource, short_form("id")] = Field(
        description="sumber angka: id di sumber/, atau ditulis di tempat"
    )
    growth: Annotated[StatedGrowth, short_form("percent")] | None = Field(
        None, description="pertumbuhan yang disebut sumber, dicocokkan dengan hitungannya"
    )
    note: Text | None = Field(None, description="penjelasan")
    superseded_by: ReducedDate | None = Field(
        None, description="tanggal sumber yang menggantikan angka ini, misalnya 2019-05-26"
    )
    status: Status = None
    embargo: Embargo = None

    def with_source(self, sources: Mapping[str, Source]) -> "Observation":
        """A copy with the fields of its source, where it names one by id."""
        return self.model_copy(update={"source": self.source.with_source(sources)}) if self.source.id else self

    @property
    def key(self) -> ObservationKey:
        """What it measures."""
        return ObservationKey(self.period, self.partner or "", self.kind, self.scope or "", self.product or "")


class DisputedClaim(Model):
    """The claim of one source in a dispute."""

    text: Annotated[Text, Field(max_length=120)] = Field(
        description="apa yang disebut sumber, misalnya 25 persen (2022)"
    )
    source: Annotated[FigureSource, short_form("id")] = Field(
        description="sumbernya: id di sumber/, atau ditulis di tempat"
    )

    def with_source(self, sources: Mapping[str, Source]) -> "DisputedClaim":
        """A copy with the fields of its source, where it names one by id."""
        return self.model_copy(update={"source": self.source.with_source(sources)}) if self.source.id else self


class Dispute(Model):
    """A contradiction between sources that observations of one period cannot show."""

    about: Annotated[Text, Field(max_length=120)] = Field(
        description="yang dipertentangkan, misalnya potongan untuk mesin impor"
    )
    claims: Annotated[tuple[DisputedClaim, ...], Field(min_length=2)] = Field(
        description="apa yang disebut tiap sumber, paling sedikit dua"
    )
    note: Text | None = Field(None, description="apa yang barangkali menjelaskannya")


class Figure(Document):
    """A measure with its observations; the file is YAML and has no body."""

    title: Annotated[Text, Field(max_length=200)] = Field(description="judul")
    summary: Annotated[Text, Field(min_length=20, max_length=400)] = Field(description="apa yang dihitung")
    tags: Annotated[tuple[Text, ...], Field(min_length=1, max_length=8)] = Field(description="1 sampai 8 topik")
    measure: Text = Field(description="yang diukur, misalnya nilai ekspor kerajinan")
    unit: Text = Field(description="kode mata uang seperti USD, atau persen, orang, unit usaha, sentra, ton, …")
    share_of: Text | None = Field(
        None, description="untuk persen: keseluruhan yang dibagi, misalnya nilai ekspor batik"
    )
    geography: Text = Field("ID", description="kode ISO 3166, misalnya ID atau ID-JB")
    scopes: tuple[Scope, ...] = Field((), description="cakupan-cakupan, bila lembaga menghitung hal ini berbeda-beda")
    products: tuple[Product, ...] = Field((), description="jenis-jenis produk, bila sumber merincinya")
    observations: Annotated[tuple[Observation, ...], Field(min_length=1)] = Field(description="daftar angka")
    disputes: tuple[Dispute, ...] = Field(
        (), description="pertentangan yang tidak terlihat dari daftar angka: beda tahun, tanggal, atau cara menyebut"
    )
    status: StatusOfUsed = None
    embargo: Embargo = None
    accepted: AcceptedPhrases = ()

    def contradictions(self) -> Iterator[tuple[FieldPath, str]]:
        if self.share_of and self.unit and self.unit not in SHARES:
            yield ("share_of",), f"hanya untuk angka dalam persen, bukan {self.unit}; hapus baris ini"
        if self.geography and self.geography not in countries() and self.geography not in PROVINCES:
            yield ("geography",), f"wilayah '{self.geography}' bukan kode ISO 3166; tulis ID atau seperti ID-JB"
        seen: dict[tuple[object, ...], int] = {}
        for number, observation in enumerate(self.observations or ()):
            same = (*observation.key, observation.value, observation.source)
            if same in seen:
                yield (
                    ("observations", number),
                    f"angka ini sama dengan butir ke-{seen[same] + 1}; hapus salah satu",
                )
            seen.setdefault(same, number)
        yield from self._faults_of_series()
        yield from self._faults_of_disputes()

    def _faults_of_series(self) -> Iterator[tuple[FieldPath, str]]:
        for list_name, name in (("scopes", "scope"), ("products", "product")):
            ids = [one.id for one in getattr(self, list_name) or ()]
            for number, id in enumerate(ids):
                if id in ids[:number]:
                    yield (list_name, number, "id"), f"'{id}' sudah disebut; hapus salah satu"
            for number, observation in enumerate(self.observations or ()):
                given = getattr(observation, name)
                if given and given not in ids:
                    hint = did_you_mean(given, ids) or f"; tambahkan di '{list_name}' berkas ini"
                    yield ("observations", number, name), f"'{given}' tidak ada di {list_name}{hint}"

    def _faults_of_disputes(self) -> Iterator[tuple[FieldPath, str]]:
        names = [one.about.casefold() for one in self.disputes or ()]
        for number, one in enumerate(self.disputes or ()):
            if names[number] in names[:number]:
                yield ("disputes", number, "about"), f"'{one.about}' sudah disebut; gabungkan keduanya"
            if len({claim.text.casefold() for claim in one.claims}) == 1:
                message = "semua sumber menyebut hal yang sama; tulis apa yang berbeda, atau hapus butir ini"
                yield ("disputes", number, "claims"), message

    def all_sources(self) -> Iterator[FigureSource]:
        """Yield the sources of its observations and disputes, with repetitions."""
        yield from (one.source for one in self.observations or ())
        yield from (claim.source for one in self.disputes or () for claim in one.claims)

    def not_superseded(self) -> Iterator[int]:
        """The indices of observations whose ``superseded_by`` names no observation of this figure; needs
        ``with_sources``.
        """
        for place, old in enumerate(self.observations or ()):
            if old.superseded_by and not any(_supersedes(one, old) for one in self.observations):
                yield place

    def series_text(self, series: Series, lang: str = "id") -> str:
        """The series in words: "Jepang, furnitur rotan, menurut Kementerian Perdagangan"; may be empty."""
        labels = {one.id: one.label for one in self.scopes} | {one.id: one.label for one in self.products}
        partner = partner_name(series.partner, lang) if series.partner else ""
        return ", ".join(filter(None, (partner, labels.get(series.product), labels.get(series.scope))))

    def withheld_observations(self, now: datetime) -> frozenset[int]:
        """The indices of ``observations`` that may not be shown at ``now``."""
        return frozenset(n for n, one in enumerate(self.observations or ()) if is_withheld(one, now))

    def is_withheld(self, now: datetime) -> bool:
        """Whether it may not be shown at ``now``: by its own file, or because all its observations are withheld."""
        count = len(self.observations or ())
        return is_withheld(self, now) or 0 < count == len(self.withheld_observations(now))

    def shown_from(self, now: datetime) -> datetime | None:
        """The moment from which the figure, withheld at ``now``, is shown with an observation; None if never."""
        if self.status == "draft":
            return None
        waits = self.embargo if self.embargo and self.embargo > now else now
        first = [waits if not is_withheld(one, waits) else shown_from(one) for one in self.observations or ()]
        return min((moment for moment in first if moment), default=None)

    def with_sources(self, sources: Mapping[str, Source]) -> "Figure":
        """A copy with the fields of the ``sources`` (by id) that it names by id; empty for unknown sources."""
        if not any(source.id for source in self.all_sources()):
            return self
        values = {
            "observations": tuple(one.with_source(sources) for one in self.observations or ()),
            "disputes": tuple(_dispute_with_sources(one, sources) for one in self.disputes or ()),
        }
        return self.model_copy(update=values)

    def without(self, places: Collection[int]) -> Self:
        """A copy without the observations at ``places``; observations that only these superseded count again."""
        if not places:
            return self
        kept = [one for n, one in enumerate(self.observations) if n not in places]
        standing = tuple(
            one.model_copy(update={"superseded_by": None})
            if one.superseded_by and not any(_supersedes(other, one) for other in kept)
            else one
            for one in kept
        )
        return self.model_copy(update={"observations": standing})

    def conflicts(self) -> dict[ObservationKey, tuple[Observation, ...]]:
        """The observations whose values contradict each other without explanation, by key.

        Explained is a value that is superseded, or a pair that both carry a note.
        """
        by_key: dict[ObservationKey, list[Observation]] = defaultdict(list)
        for observation in self.observations:
            if not observation.superseded_by:
                by_key[observation.key].append(observation)
        return {
            key: tuple(rivals)
            for key, rivals in by_key.items()
            if len(distinct(rival.value for rival in rivals)) > 1 and not all(rival.note for rival in rivals)
        }


def _dispute_with_sources(one: Dispute, sources: Mapping[str, Source]) -> Dispute:
    return one.model_copy(update={"claims": tuple(claim.with_source(sources) for claim in one.claims)})


def _supersedes(newer: Observation, old: Observation) -> bool:
    # A successor may itself be superseded by a later source.
    stands = not newer.superseded_by or newer.superseded_by > (newer.source.date or "")
    return newer is not old and newer.key == old.key and newer.source.date == old.superseded_by and stands


