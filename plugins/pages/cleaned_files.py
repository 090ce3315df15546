"""The files of content that are published cleaned: attachments, drawings, extras."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from plugins.cleaning.files import CleanedFiles, PublishedSizes, settings
from plugins.content_model.library import Library

Inputs = Callable[[], dict[str, Any]]


def cleaned_files(library: Library, folder: Path | None) -> CleanedFiles:
    """Those of ``library``, kept in ``folder`` where there is one."""
    return CleanedFiles(library.root, library.cleaned, folder)


def sizes_of(library: Library, cleaned: CleanedFiles) -> PublishedSizes:
    """The octets of all attachments as they are published, by content path."""
    return PublishedSizes(cleaned, {file for folder in library.index.values() for file in folder.attached})


def plan_cleaned(library: Library, cleaned: CleanedFiles) -> Iterator[tuple[str, Callable[[], bytes], Inputs]]:
    """Each file as (name below the output, what gives its bytes, what gives what it is made from)."""
    for path, digest in library.cleaned.items():
        name = path.removeprefix("ekstra/")
        yield name, partial(cleaned.bytes_of, path), partial(dict, berkas=(path, digest, settings()))
