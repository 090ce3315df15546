"""``generator.yaml``: where a portal's generator came from, and which of its commits.

A portal has this file beside the Makefile; the generator itself has none.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml

from kabar.console import without_secrets
from kabar.content.parsing.yaml_structure import quoted
from kabar.editing.files.file_changes import Refused

FILE = "generator.yaml"
# What belongs to the portal: never copied into a new one, never touched by an update.
OWN_PATHS = ("content", "theme-lokal", "README.md", FILE)

# Of the commits that these commands make, for git.
AUTHOR = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in {"NAME": "Kabar IKM", "EMAIL": "noreply@kabar-ikm.example"}.items()
}

_TEXT = """\
# Ditulis oleh make portal-baru dan make mutakhirkan: asal generator portal ini, dan commit yang dipakai.
source: {}
commit: {}
"""


@dataclass(frozen=True)
class GeneratorSource:
    """A git repository (path or address) and the full name of a commit in it."""

    source: str
    commit: str

    def write(self, root: Path) -> None:
        """Write the file below ``root``."""
        (root / FILE).write_text(_TEXT.format(quoted(public_address(self.source)), quoted(self.commit)), "utf-8")


def public_address(source: str) -> str:
    """Return ``source`` without the account and the token that a web address may contain."""
    return without_secrets(source, (source,)) if source.startswith(("http://", "https://")) else source


def read_generator_source(root: Path) -> GeneratorSource:
    """Return what the file below ``root`` says. Raises Refused."""
    try:
        value = yaml.safe_load((root / FILE).read_text("utf-8"))
        return GeneratorSource(*(_text(value[key]) for key in ("source", "commit")))
    except FileNotFoundError:
        raise Refused(
            f"{FILE} tidak ada: folder ini bukan portal yang dibuat dengan make portal-baru. Bila portal ini dibuat"
            f" dengan menyalin, tulis berkas itu dulu; caranya ada di docs/portal-sendiri.md"
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError):
        raise Refused(
            f"{FILE} tidak terbaca; pulihkan dengan: git checkout HEAD -- {FILE}, atau tulis dua baris, source: … dan"
            " commit: …"
        ) from None


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value.strip()
