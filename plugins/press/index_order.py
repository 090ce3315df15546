"""Give a Pagefind index the same bytes every time: it writes values of a filter, and languages, in an order of chance.

Read from what Pagefind 1.5 writes: gzipped CBOR behind a mark. A filter's file is a name and rows of value and pages;
the list of all files names it by a digest, and ``pagefind-entry.json`` names that list.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import cbor2

from plugins.press.gzip_format import gzipped

_MARK = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"


def put_in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index by name with filters sorted, and named by what they hold then. Raises ValueError."""
    ordered: dict[str, bytes] = {}
    renamed: dict[str, str] = {}
    for name in filter(_is_filter, files):
        title, rows = _read(name, files[name])
        stem = PurePosixPath(name).stem
        renamed[stem] = _add(ordered, name, [title, sorted(rows)], stem, 7)
    entry = files[_ENTRY].decode()
    for name in filter(_is_list, files):
        before = name.split(".")[1]
        told = [_renamed(part, renamed) for part in _read(name, files[name])]
        entry = entry.replace(before, _add(ordered, name, told, before, 10))
    languages = json.loads(entry)
    languages["languages"] = dict(sorted(languages["languages"].items()))
    ordered[_ENTRY] = json.dumps(languages, ensure_ascii=False, separators=(",", ":")).encode()
    others = {name: data for name, data in files.items() if not _is_filter(name) and not _is_list(name)}
    return {**others, **ordered}


def _is_filter(name: str) -> bool:
    return name.endswith(".pf_filter")


def _is_list(name: str) -> bool:
    return name.endswith(".pf_meta")


def _renamed(part: Any, renamed: Mapping[str, str]) -> Any:
    # Of all that the list names, only filters are pairs of a name and one of these files.
    is_filters = isinstance(part, list) and part and all(isinstance(one, list) and one[-1] in renamed for one in part)
    return sorted([name, renamed[file]] for name, file in part) if is_filters else part


def _read(name: str, packed: bytes) -> Any:
    data = gzip.decompress(packed)
    if not data.startswith(_MARK):
        raise ValueError(f"{name}: not what Pagefind 1.5 writes")
    return cbor2.loads(data[len(_MARK) :])


def _add(files: dict[str, bytes], name: str, value: Any, before: str, digits: int) -> str:
    """Add ``value`` to ``files`` in the place of ``name``, under a name of the same length; what is new in that."""
    data = _MARK + cbor2.dumps(value)
    language = before.rpartition("_")[0]
    after = f"{language}_{hashlib.sha256(data).hexdigest()[:digits]}"
    files[name.replace(before, after)] = gzipped(data)
    return after
