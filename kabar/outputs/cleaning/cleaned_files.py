"""Published form of content files: cleaned, and cached by the digest of their inputs."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kabar.content.media.xml_events import Unreadable
from kabar.outputs.cleaning.clean_office import clean_office
from kabar.outputs.cleaning.clean_svg import clean_svg
from kabar.outputs.cleaning.image_metadata import without_metadata
from kabar.outputs.renditions.made_files import FileStore, MadeFile

_KABAR = Path(__file__).resolve().parents[2]
_CODE = ("outputs/cleaning", "content/media")


def clean(path: str, data: bytes) -> bytes:
    """The published bytes of the file ``path`` with bytes ``data``. Raises Unreadable."""
    ending = path.rpartition(".")[2].casefold()
    if ending == "pdf":
        # Lazy import: it takes longer than building a small portal, and most portals have no PDF.
        from kabar.outputs.cleaning.clean_pdf import clean_pdf

        return clean_pdf(data)
    if ending in ("docx", "xlsx", "pptx"):
        return clean_office(data)
    return clean_svg(data) if ending == "svg" else without_metadata(data)


def clean_all(data: bytes, paths: Sequence[str]) -> list[bytes]:
    """The published bytes of a file with bytes ``data`` at each of ``paths``.

    Raises ValueError where it cannot be cleaned.
    """
    cleaned = []
    for path in paths:
        try:
            cleaned.append(clean(path, data))
        except Unreadable as fault:
            raise ValueError(f"{path}: {fault}; {fault.remedy}") from None
    return cleaned


class CleanedFiles:
    """The published form of the files below ``root``, cached in ``store``.

    ``digests`` are the SHA-256 of the files to clean, by content path.
    """

    def __init__(self, root: Path, digests: Mapping[str, str], store: FileStore):
        self._root = root
        self._digests = digests
        self.store = store

    def made(self, path: str) -> MadeFile:
        """How the published file ``path`` is made."""
        return MadeFile(self._made_from(path), clean_all, (self._root / path).read_bytes, path)

    def bytes_of(self, path: str) -> bytes:
        """The published bytes of the file ``path``. Raises OSError, and ValueError where it cannot be cleaned."""
        return self.store.bytes_of(self.made(path))

    def prune(self) -> None:
        """Remove other files from the store."""
        self.store.prune(map(self._made_from, self._digests))

    def _made_from(self, path: str) -> tuple[str, ...]:
        return (self._digests[path], path.rpartition(".")[2].casefold(), *settings())


class PublishedSizes(Mapping[str, int]):
    """Lazy mapping: the published sizes in bytes of the files of ``cleaned``, computed on access."""

    def __init__(self, cleaned: CleanedFiles, paths: Iterable[str]):
        self._cleaned = cleaned
        self._paths = frozenset(paths)

    def __getitem__(self, path: str) -> int:
        if path not in self._paths:
            raise KeyError(path)
        return len(self._cleaned.bytes_of(path))

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


@cache
def settings() -> tuple[str, ...]:
    """What the bytes depend on besides the file: our code and the libraries for compression."""
    digest = hashlib.sha256()
    for path in sorted(path for name in _CODE for path in (_KABAR / name).glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest(), version("pikepdf"), zlib.ZLIB_RUNTIME_VERSION


