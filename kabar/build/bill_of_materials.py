"""Software bill of materials: every package of the lock, in CycloneDX 1.6 as JSON (cyclonedx.org).

The same lock gives the same bytes: the serial number is derived from the lock, and no time is written. The lock is
read, not the installed packages, so the bill covers all systems; packages that only some systems install are optional.
It lists the direct dependencies of the portal, but no dependencies between packages, which the lock does not contain.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid5

from kabar.failure import BuildFailed

LOCK, DIRECT = "requirements.txt", "requirements.in"
FILE = "sbom.cdx.json"
_FORM = "1"  # version of the content; another one rewrites the file
_NAMESPACE = UUID("6f1c6f0e-0c6b-4d0f-9a53-5f6f2c8f2a27")  # of serial numbers (RFC 9562, 5.5)
_ROOT = "kabar-ikm"
# One package as uv writes it: name, version, perhaps a marker (PEP 508), and hashes.
_PACKAGE = re.compile(
    r"(?P<name>[A-Za-z0-9][\w.-]*)(?:\[[\w,.-]+\])?==(?P<version>[^\s;]+)(?: ; (?P<marker>.+?))?"
    r"(?P<hashes>(?: --hash=sha256:[0-9a-f]{64})*)"
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NAME = re.compile(r"\s*([A-Za-z0-9][\w.-]*)")


class LockedPackage(NamedTuple):
    """A package of the lock. ``marker`` limits it to some systems, empty for all; ``hashes`` are the SHA-256 digests of
    its files, of which a system installs one.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def keep_bill(root: Path, cache: Path) -> None:
    """Writes the bill of the lock in ``root`` to ``cache``, unless it is up to date.

    Does nothing without a lock. Raises BuildFailed for an unreadable lock, and OSError.
    """
    if not (root / LOCK).is_file():
        return
    lock, direct = ((root / name).read_bytes() if (root / name).is_file() else b"" for name in (LOCK, DIRECT))
    file, sum_file = cache / FILE, cache / f"{FILE}.sum"
    with suppress(OSError):
        if sum_file.read_bytes() == _sum(lock, direct, file.read_bytes()):
            return
    bill = bill_of(lock, direct)
    cache.mkdir(parents=True, exist_ok=True)
    for path, data in ((file, bill), (sum_file, _sum(lock, direct, bill))):
        aside = path.with_name(f"{path.name}.baru")
        aside.write_bytes(data)
        aside.replace(path)


def bill_of(lock: bytes, direct: bytes) -> bytes:
    """Returns the bill of the packages of ``lock``; ``direct`` lists direct dependencies. Raises BuildFailed."""
    # Imported here: not needed for an unchanged lock.
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentScope, ComponentType
    from cyclonedx.model.license import DisjunctiveLicense
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    licence = DisjunctiveLicense(id="AGPL-3.0-or-later")
    portal = Component(name=_ROOT, type=ComponentType.APPLICATION, bom_ref=_ROOT, licenses=[licence])
    bom = Bom(serial_number=uuid5(_NAMESPACE, _sum(lock, direct).decode()))
    wanted = set(_names_of(direct.decode("utf-8")))
    # Without a list of direct dependencies the portal is left out.
    bom.metadata.component = portal if wanted else None
    for package in packages_of(lock.decode("utf-8")):
        purl = PackageURL("pypi", name=package.name, version=package.version)
        component = Component(
            name=package.name,
            version=package.version,
            type=ComponentType.LIBRARY,
            scope=ComponentScope.OPTIONAL if package.marker else ComponentScope.REQUIRED,
            purl=purl,
            bom_ref=purl.to_string(),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in package.hashes],
        )
        bom.components.add(component)
        if _normal(package.name) in wanted:
            bom.register_dependency(portal, [component])
    document = json.loads(JsonV1Dot6(bom).output_as_string())
    del document["metadata"]["timestamp"]
    # An entry without "dependsOn" would state that the package has no dependencies.
    document["dependencies"] = [one for one in document["dependencies"] if "dependsOn" in one]
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


def packages_of(lock: str) -> Iterator[LockedPackage]:
    """Yields the packages of ``lock``, in the format of `make lock`. Raises BuildFailed."""
    for line in lock.replace("\\\n", " ").splitlines():
        text = " ".join(line.split())
        if text and not text.startswith("#"):
            found = _PACKAGE.fullmatch(text)
            if not found:
                what = f"'{text[:100]}' bukan paket dengan versi pasti"
                raise BuildFailed(f"{LOCK}: {what}; tulis ulang dengan make lock")
            hashes = tuple(_HASH.findall(found["hashes"]))
            yield LockedPackage(found["name"], found["version"], found["marker"] or "", hashes)


def _names_of(direct: str) -> Iterator[str]:
    for line in direct.splitlines():
        if found := _NAME.match(line):
            yield _normal(found[1])


def _normal(name: str) -> str:
    # packaging.python.org, "Names and normalization".
    return re.sub(r"[-_.]+", "-", name).lower()


def _sum(*parts: bytes) -> bytes:
    digest = hashlib.sha256(_FORM.encode())
    for part in parts:
        digest.update(f"\0{len(part)}\0".encode() + part)
    return digest.hexdigest().encode()


