"""The last publication, from the deploy branch or from TERBIT; refuses to replace a branch that is not ours."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from pathlib import Path
from shlex import quote
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from kabar.build.output.ownership import MARKER, MARKER_TEXT, is_of_a_project
from kabar.content.models.portal import Portal
from kabar.failure import BuildFailed
from kabar.outputs.publication_record import (
    FILE,
    PublicationRecord,
    Published,
    UnreadableRecord,
    read_record,
    read_record_in,
)
from kabar.publish.branch import Branch, read_published

GIVEN, FIRST, FORMER = "TERBIT", "PERTAMA", "LAMA"
TOPICS = "topik/topik.json"
_TIMEOUT = 20  # seconds
_LARGEST = 500_000_000  # bytes; a million articles


@dataclass(frozen=True)
class LastPublication:
    """What is published: ``entries`` by address, None when nothing is compared, and ids of ``topics``.

    ``topics`` are None when our branch has no list of them. ``portals`` are name and SITEURL of the portal, empty in
    older records. ``is_ours``: the branch was made by this generator.
    """

    entries: Mapping[str, Published] | None = None
    topics: tuple[str, ...] | None = ()
    portals: tuple[tuple[str, str], ...] = ()
    is_ours: bool = False

    @property
    def addresses(self) -> frozenset[str]:
        """All addresses that must continue to answer."""
        return frozenset(self.entries or ()).union(f"/topik/{id}/" for id in self.topics or ())


def last_publication(branch: Branch, given: str, is_first: bool) -> LastPublication:
    """Returns what the next publication is compared with; ``given`` is the path or address of a record to use instead.

    Raises BuildFailed for a branch that no portal made, and for missing, empty or broken lists, unless ``is_first``. A
    branch with files of a project is never replaced.
    """
    if project := sorted(filter(is_of_a_project, branch.files), key=lambda name: (name.count("/"), name)):
        raise BuildFailed(
            f"{branch.shown} memuat naskah atau kode proyek ({project[0]}), bukan hasil jadi, dan tidak pernah ditimpa;"
            " pilih DEPLOY_BRANCH lain, atau bila cabang itu memang hasil jadi, hapus dulu berkas itu dari sana"
        )
    is_ours = (read_published(branch, MARKER) or "").encode() == MARKER_TEXT
    if branch.tip and not is_ours and not is_first:
        raise BuildFailed(
            f"{branch.shown} bukan buatan portal ini ({MARKER} tidak memuat tandanya), padahal isinya akan ditimpa;"
            f" pilih DEPLOY_REMOTE atau DEPLOY_BRANCH lain, atau bila memang boleh ditimpa: make deploy {FIRST}=1"
        )
    own, topics = _standing(branch, is_first, bool(given)) if is_ours else (None, ())
    record = _given(given, is_first) if given else own
    portals = tuple((one.name, one.siteurl) for one in (own, record) if one and one.name)
    return LastPublication(record.entries if record else None, topics, portals, is_ours)


def for_portal(
    last: LastPublication, portal: Portal, former: str, is_first: bool, branch: Branch
) -> tuple[LastPublication, list[str]]:
    """Returns the part of ``last`` that belongs to this ``portal``, and refusals to replace another portal, in
    Indonesian.

    ``former`` is a former name or SITEURL of the portal.
    """
    now = portal.name, portal.SITEURL.rstrip("/")
    others = [one for one in last.portals if one != now and former.rstrip("/") not in one]
    if not others:
        return last, []
    # This portal cannot lose what another one published.
    nothing = LastPublication(is_ours=last.is_ours)
    if is_first:
        return nothing, []
    return nothing, [
        f"{branch.shown} memuat portal lain, '{name}' ({siteurl}), sedangkan ini '{now[0]}' ({now[1]}); pilih"
        " DEPLOY_REMOTE atau DEPLOY_BRANCH lain. Bila portal ini berganti nama atau alamat: make deploy"
        f" {FORMER}={quote(siteurl if siteurl != now[1] else name)}. Bila yang lama memang diganti portal yang sama"
        f" sekali baru: make deploy {FIRST}=1"
        for name, siteurl in others
    ]


def _standing(
    branch: Branch, is_first: bool, is_given: bool
) -> tuple[PublicationRecord | None, tuple[str, ...] | None]:
    """Returns the record and the topic ids of ``branch``, which is ours. Raises BuildFailed.

    The record is None if it is unreadable and another one ``is_given``, or with ``is_first``; then unreadable topics
    are empty.
    """
    record: PublicationRecord | None = None
    topics: tuple[str, ...] | None = ()
    try:
        record = _read_on(branch)
    except UnreadableRecord as error:
        if not (is_first or is_given):
            raise _unreadable(f"{FILE} di cabang '{branch.name}'", error) from None
    try:
        listed = read_published(branch, TOPICS)
        topics = _topic_ids(listed) if listed is not None else () if is_first else None
    except UnreadableRecord as error:
        if not is_first:
            raise BuildFailed(
                f"{TOPICS} di cabang '{branch.name}' tidak terbaca ({error}), jadi topik yang hilang tidak dapat"
                f" diketahui; perbaiki berkas itu di cabangnya, atau mulai baru dengan {FIRST}=1"
            ) from None
    return record, topics


def _given(where: str, is_first: bool) -> PublicationRecord | None:
    try:
        return _read_at(where) if _is_web(where) else read_record_in(Path(where).expanduser())
    except (UnreadableRecord, OSError, HTTPException, UnicodeDecodeError) as error:
        if is_first:
            return None
        raise _unreadable(where, error) from None


def _read_on(branch: Branch) -> PublicationRecord:
    text = read_published(branch, FILE)
    if text is None:
        raise UnreadableRecord("tidak ada")
    return read_record(text, partial(read_published, branch))


def _read_at(address: str) -> PublicationRecord:
    parts = urlsplit(address)
    folder = parts.path.rpartition("/")[0]
    # With its query, which may contain an access token.
    return read_record(_download(address), lambda name: _download(parts._replace(path=f"{folder}/{name}").geturl()))


def _topic_ids(text: str) -> tuple[str, ...]:
    try:
        return tuple(str(topic["id"]) for topic in json.loads(text)["topics"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableRecord("isinya bukan daftar topik portal ini") from None


def _unreadable(where: str, error: Exception) -> BuildFailed:
    return BuildFailed(
        f"{where} tidak terbaca ({error}), jadi yang hilang dari terbitan lalu tidak dapat diketahui; tunjukkan"
        f" daftar yang utuh dengan {GIVEN}=berkas atau alamat, atau mulai baru dengan {FIRST}=1"
    )


def _is_web(where: str) -> bool:
    return where.startswith(("https://", "http://"))


def _download(where: str) -> str:
    try:
        with urlopen(where, timeout=_TIMEOUT) as answer:
            data: bytes = answer.read(_LARGEST)
            return data.decode("utf-8")
    except HTTPError as error:
        raise OSError(f"alamat itu menjawab {error.code}") from None
    except URLError as error:
        raise OSError(f"alamat tidak dapat dihubungi: {error.reason}") from None


