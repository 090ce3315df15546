"""The version of the generator.

The tag ``vX.Y.Z`` of a release, the headings of CHANGELOG.md and ``generator:`` in portal.yaml name it.
"""

import re

VERSION = "1.0.0"
VERSION_PATTERN = r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$"


def version_key(version: str) -> tuple[int, ...]:
    """Return the numbers of ``version`` (X.Y.Z, optionally with a leading v), by which versions are compared.

    Returns an empty tuple for anything else.
    """
    numbers = version.removeprefix("v")
    return tuple(map(int, numbers.split("."))) if re.fullmatch(VERSION_PATTERN, numbers) else ()
