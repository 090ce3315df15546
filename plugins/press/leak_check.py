"""Search what a build has drawn for what is withheld, before it is shown to anyone.

A file of the last output that was searched for the same secrets already is passed over. Where one secret is new all
files are searched, for all of them: that costs no more than to search for one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.content_model.library import Library
from plugins.leaks.search import Leak, find_secrets, unpublished
from plugins.leaks.secrets import Secrets, Source, published_sources, secrets_of
from plugins.press.failure import BuildFailed
from plugins.press.link_check import files_below
from plugins.press.searched import Marks, Searched, marks_of, statuses

_OWN_TEXTS = ("theme", "plugins")  # what the portal itself says is no secret of a document
_OWN_KINDS = (".html", ".js", ".css", ".svg", ".py")


@dataclass(frozen=True)
class LeakCheck:
    """What one build searches for, and what it need not search: the files that ``known`` tells, as they stood.

    ``root`` is the project's.
    """

    library: Library
    root: Path
    secrets: Secrets
    marks: Marks
    known: Searched

    def search(self, staging: Path) -> tuple[str, Searched | None]:
        """Say how much was sought in ``staging``, and what was searched; nothing where nothing is withheld.

        Raises BuildFailed naming each find, and OSError.
        """
        if not self.secrets:
            return "", None
        names = sorted(files_below(staging))
        # Looked at before they are read: what is written later is not what was searched.
        files = statuses(staging, names)
        new = [name for name in names if not self.known.has(name, files.get(name))]
        found = find_secrets(staging, new, self.secrets)
        # These may stand in files that are passed over, and be secrets again.
        published = {one for one, mark in self.marks.secrets.items() if mark in self.known.published}
        leaks = unpublished({*found, *published}, self.secrets, self._sources())
        if leaks and len(new) < len(names):
            found, published = find_secrets(staging, names, self.secrets), set()
            leaks = unpublished(found, self.secrets, self._sources())
        if leaks:
            raise BuildFailed(*(_explain(leak) for leak in sorted(found[one] for one in leaks)))
        published |= found.keys()
        told = Searched(
            self.known.code, self.marks.owners, frozenset(self.marks.secrets[one] for one in published), files
        )
        before = f", {len(names) - len(new)} di antaranya sudah sejak build lalu" if len(new) < len(names) else ""
        return (
            f"Tidak bocor: {len(self.secrets)} potongan dari {self._count} tulisan yang belum terbit"
            f" dicari di {len(names)} berkas{before}"
        ), told

    @property
    def _count(self) -> int:
        library = self.library
        return len(library.withheld) + len(library.withheld_lasting) + len(library.unfinished)

    def _sources(self) -> Iterator[Source]:
        yield from published_sources(self.library)
        for folder in _OWN_TEXTS:
            for path in sorted((self.root / folder).rglob("*")):
                if path.suffix in _OWN_KINDS:
                    yield "", path


def leak_check(library: Library, root: Path, output: Path, code: str, last: Searched) -> LeakCheck:
    """The search for what ``library`` withholds, to be prepared before files of ``output`` come into the next one.

    ``code`` tells what searches, ``last`` what it searched last. Raises OSError.
    """
    secrets = secrets_of(library)
    marks = marks_of(secrets, library.withheld_digests)
    known = Searched(code)
    if secrets and last.code == code and marks.owners <= last.owners:
        now = statuses(output, last.files)
        known = replace(last, files={name: one for name, one in last.files.items() if now.get(name) == one})
    return LeakCheck(library, root, secrets, marks, known)


def _explain(leak: Leak) -> str:
    where = f"{leak.path}: belum terbit, tetapi terbaca di {leak.found_in}"
    if not leak.text:
        return f"{where}; hapus berkas itu dari tulisan yang terbit"
    return (
        f'{where}: "{leak.text}"; hapus dari sana, atau bila bukan rahasia tulis di {leak.path}:'
        f' accepted: [{{warning: bukan-rahasia, text: "{leak.text}", reason: …}}]'
    )
