"""Plans content files that are published cleaned: attachments, drawings, extras."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from kabar.content.library import Library
from kabar.outputs.cleaning.cleaned_files import CleanedFiles, PublishedSizes, settings
from kabar.outputs.renditions.made_files import FileStore, MadeFile

Inputs = Callable[[], dict[str, Any]]


def cleaned_files(library: Library, store: FileStore) -> CleanedFiles:
    """Those of ``library``, cached in ``store``."""
    return CleanedFiles(library.root, library.cleaned, store)


def sizes_of(library: Library, cleaned: CleanedFiles) -> PublishedSizes:
    """The sizes in bytes of all published attachments, by content path."""
    return PublishedSizes(cleaned, library.index.attached)


def plan_cleaned(library: Library, cleaned: CleanedFiles) -> Iterator[tuple[str, MadeFile, Inputs]]:
    """Each file as (output file, how it is made, its inputs)."""
    for path, digest in library.cleaned.items():
        name = path.removeprefix("ekstra/")
        yield name, cleaned.made(path), partial(dict, berkas=(path, digest, settings()))


