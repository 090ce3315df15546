"""Store of renditions that several machines share: a folder, or S3-compatible and other object storage (obstore).

Objects are those of ``made_files.FileStore``, below a folder for each system, since encoders may give other bytes on
another one. What is damaged is found by its checksum there. Nothing is ever removed here: storage has rules for age.
"""

import os
import platform
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from kabar.failure import BuildFailed

_EXAMPLE = "s3://nama/folder"
_SCHEMES = ("s3", "gs", "az")


class _Objects(Protocol):
    """Objects by name; reading raises FileNotFoundError where there is none, ``check`` where nothing can be read."""

    def check(self) -> None: ...

    def read(self, name: str) -> bytes: ...

    def write(self, name: str, data: bytes) -> None: ...


class SharedStore:
    """The store at ``address``, a folder or the URL of object storage. Raises BuildFailed where it cannot be read.

    Once it fails later, which is reported once, the build goes on without it.
    """

    def __init__(self, address: str, report: Callable[[str], None]):
        self.read_count = 0
        self.written_count = 0
        self._address = address
        self._report = report
        objects = _opened(address)
        self._objects: _Objects | None = objects
        try:
            objects.check()
        except Exception as error:
            raise BuildFailed(f"SIMPANAN '{address}' tidak dapat dibaca: {_short(error)}") from None

    def read(self, name: str) -> bytes | None:
        """The bytes of the object ``name``; None where there is none, or the store has failed."""
        if self._objects is None:
            return None
        try:
            data = self._objects.read(_below(name))
        except FileNotFoundError:
            return None
        except Exception as error:
            self._fail("dibaca", error)
            return None
        return data

    def write(self, name: str, data: bytes) -> None:
        """Store ``data`` as the object ``name``, in place of what is there."""
        if self._objects is None:
            return
        try:
            self._objects.write(_below(name), data)
            self.written_count += 1
        except Exception as error:
            self._fail("ditulisi", error)

    def _fail(self, what: str, error: Exception) -> None:
        self._objects = None
        self._report(f"SIMPANAN '{self._address}' tidak dapat {what} lagi, build berjalan tanpa itu: {_short(error)}")


class _Folder:
    def __init__(self, folder: Path):
        self._folder = folder

    def check(self) -> None:
        os.scandir(self._folder).close()

    def read(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f"{target.name}.{platform.node()}.{os.getpid()}")
        aside.write_bytes(data)
        aside.replace(target)


class _Bucket:
    def __init__(self, store: Any):
        self._store = store

    def check(self) -> None:
        # A bucket that is missing answers as an object that is: only a listing tells.
        next(iter(self._store.list(_below(""), chunk_size=1)), None)

    def read(self, name: str) -> bytes:
        return bytes(self._store.get(name).bytes())

    def write(self, name: str, data: bytes) -> None:
        self._store.put(name, data)


def _opened(address: str) -> _Objects:
    scheme = urlsplit(address).scheme if "://" in address else ""
    if not scheme:
        folder = Path(address).expanduser().resolve()
        if not folder.is_dir():
            raise BuildFailed(f"SIMPANAN: folder '{address}' tidak ada; buat dulu, atau tulis seperti {_EXAMPLE}")
        return _Folder(folder)
    if scheme not in _SCHEMES:
        raise BuildFailed(f"SIMPANAN '{address}' tidak dikenal; tulis folder, atau seperti {_EXAMPLE}")
    try:
        from obstore.store import from_url
    except ImportError:
        raise BuildFailed("SIMPANAN di luar mesin ini perlu paket tambahan; pasang dulu: make klaster-siap") from None
    try:
        # Keys and the address of the server are those of the environment (AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, …).
        return _Bucket(from_url(address, retry_config={"max_retries": 3}))
    except Exception as error:
        raise BuildFailed(f"SIMPANAN '{address}' tidak dapat dipakai: {_short(error)}") from None


def _below(name: str) -> str:
    return f"{sys.platform}-{platform.machine()}/{name}"


def _short(error: Exception) -> str:
    lines: Sequence[str] = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {lines[0][:200]}"
