"""The trainings of a year as CSV."""

from collections.abc import Iterable
from datetime import date, datetime

from kabar.content.library import Library
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.host import Host
from kabar.content.parsing.codes import PROVINCES
from kabar.text.csv_text import csv_text
from kabar.topics.tree import TopicTree

COLUMNS = (
    "judul", "alamat", "mulai", "selesai", "zona_waktu", "cara", "tempat", "kabupaten_kota", "provinsi",
    "kode_provinsi", "penyelenggara", "keadaan_acara", "akses", "kuota", "peserta", "peserta_perempuan", "biaya",
    "mata_uang", "topik",
)  # fmt: skip


def record_url(year: int) -> str:
    """The address of the CSV file of ``year``."""
    return f"/bimtek/{year}/rekap.csv"


def record_csv(trainings: Iterable[Bimtek], library: Library, tree: TopicTree, host: Host) -> str:
    """One row for each training, by start. Times are local, ISO 8601; missing values are empty."""
    ordered = sorted(trainings, key=lambda one: (one.starts_at, one.path))
    return csv_text(COLUMNS, (_row(one, library, tree, host) for one in ordered))


def _row(bimtek: Bimtek, library: Library, tree: TopicTree, host: Host) -> tuple[str, ...]:
    place, fee, participants = bimtek.place, bimtek.fee, bimtek.participants
    province = place.province if place else None
    names = (library.organisations[one.id].name if one.id else one.name or "" for one in bimtek.organisers)
    return (
        bimtek.title,
        host.absolute(bimtek.page_url),
        _local(bimtek.start),
        _local(bimtek.end),
        bimtek.zone.key,
        bimtek.mode,
        place.name if place else "",
        (place.regency or "") if place else "",
        PROVINCES[province][0] if province else "",
        province or "",
        "; ".join(names),
        bimtek.event_status,
        bimtek.access,
        _number(bimtek.quota),
        _number(participants.total if participants else None),
        _number(participants.women if participants else None),
        format(fee.amount, "f") if fee else "",
        fee.currency if fee and fee.amount else "",
        "; ".join(tree.topics[id].label for id in tree.specific_first(bimtek.tags)),
    )


def _local(moment: date | datetime) -> str:
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
