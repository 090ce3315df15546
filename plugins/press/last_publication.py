"""Find the record of what was published last: on the deploy branch, or in a file or address that is given."""

from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from plugins.press.branch import Branch, read_published
from plugins.press.failure import BuildFailed
from plugins.press.publication_record import FILE, Published, UnreadableRecord, read_record

GIVEN, FIRST = "TERBIT", "PERTAMA"
_PATIENCE = 20  # seconds
_LARGEST = 500_000_000  # bytes; a million entries


def last_publication(branch: Branch, environ: Mapping[str, str]) -> dict[str, Published] | None:
    """What was published last by address, or None when nothing was. Raises BuildFailed.

    A record that is there and cannot be read is an error unless PERTAMA=1 says to begin anew.
    """
    where = environ.get(GIVEN, "").strip() or f"{FILE} di cabang '{branch.name}'"
    try:
        text = _given(environ[GIVEN].strip()) if environ.get(GIVEN, "").strip() else read_published(branch, FILE)
        return read_record(text) if text else None
    except (UnreadableRecord, OSError, HTTPException, UnicodeDecodeError) as error:
        if environ.get(FIRST, "").strip() == "1":
            return None
        raise BuildFailed(
            f"{where} tidak terbaca ({error}), jadi yang hilang dari terbitan lalu tidak dapat diketahui;"
            f" perbaiki, atau mulai baru dengan {FIRST}=1"
        ) from None


def _given(where: str) -> str:
    if not where.startswith(("https://", "http://")):
        return Path(where).expanduser().read_text("utf-8")
    try:
        with urlopen(where, timeout=_PATIENCE) as answer:
            return answer.read(_LARGEST).decode("utf-8")
    except HTTPError as error:
        if error.code in (404, 410):
            return ""
        raise
    except URLError as error:
        raise OSError(f"alamat tidak dapat dihubungi: {error.reason}") from None
