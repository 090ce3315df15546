"""The files of content that are published cleaned: attachments, drawings, extras."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from kabar.content.library import Library
from kabar.outputs.cleaning.cleaned_files import CleanedFiles, PublishedSizes, settings
from kabar.outputs.renditions.made_files import KeptFiles, MadeFile

Inputs = Callable[[], dict[str, Any]]


def cleaned_files(library: Library, store: KeptFiles) -> CleanedFiles:
    """Those of ``library``, kept in ``store``."""
    return CleanedFiles(library.root, library.cleaned, store)


def sizes_of(library: Library, cleaned: CleanedFiles) -> PublishedSizes:
    """The octets of all attachments as they are published, by content path."""
    return PublishedSizes(cleaned, library.index.attached)


def plan_cleaned(library: Library, cleaned: CleanedFiles) -> Iterator[tuple[str, MadeFile, Inputs]]:
    """Each file as (name below the output, how it is made, what gives what it is made from)."""
    for path, digest in library.cleaned.items():
        name = path.removeprefix("ekstra/")
        yield name, cleaned.made(path), partial(dict, berkas=(path, digest, settings()))


