"""Give a Pagefind index the same bytes every time: it writes the values of a filter in an order of chance.

Read from what Pagefind 1.5 writes: gzipped CBOR behind a mark. A filter's file is a name and rows of value and pages;
the list of all files names it by a digest, and ``pagefind-entry.json`` names that list.
"""

import gzip
import hashlib
from pathlib import Path

import cbor2

_MARK = b"pagefind_dcd"


def put_in_order(folder: Path) -> None:
    """Sort the filters of the index in ``folder``, and name the files by what they hold then. Raises ValueError."""
    renamed: dict[str, str] = {}
    for path in sorted(folder.glob("filter/*.pf_filter")):
        name, rows = _read(path)
        ordered = [name, sorted(rows)]
        renamed[path.stem] = _write(path, ordered, path.stem, 7)
    entry = folder / "pagefind-entry.json"
    text = entry.read_text("utf-8")
    for path in sorted(folder.glob("pagefind.*.pf_meta")):
        before = path.name.split(".")[1]
        told = [_renamed(part, renamed) for part in _read(path)]
        text = text.replace(before, _write(path, told, before, 10))
    entry.write_text(text, "utf-8")


def _renamed(part, renamed: dict[str, str]):
    # Of all that the list names, only filters are pairs of a name and one of these files.
    is_filters = isinstance(part, list) and part and all(isinstance(one, list) and one[-1] in renamed for one in part)
    return sorted([name, renamed[file]] for name, file in part) if is_filters else part


def _read(path: Path):
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_MARK):
        raise ValueError(f"{path.name}: not what Pagefind 1.5 writes")
    return cbor2.loads(data[len(_MARK) :])


def _write(path: Path, value, before: str, digits: int) -> str:
    """Write ``value`` in the place of ``path``, under a name of the same length; give the new part of its name."""
    data = _MARK + cbor2.dumps(value)
    language = before.rpartition("_")[0]
    after = f"{language}_{hashlib.sha256(data).hexdigest()[:digits]}"
    path.unlink()
    path.with_name(path.name.replace(before, after)).write_bytes(gzip.compress(data, 9, mtime=0))
    return after
