"""The files that are published of the portal's pictures."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from plugins.content_model.library import Library
from plugins.renditions.choice import all_renditions
from plugins.renditions.drawing import draw_rendition, settings
from plugins.renditions.store import RenditionStore

Inputs = Callable[[], dict[str, Any]]


def plan_pictures(library: Library, folder: Path | None) -> Iterator[tuple[str, Callable[[], bytes], Inputs]]:
    """Each file as (name below the output, what gives its bytes, what gives what it is made from).

    ``folder`` keeps them from build to build; what is there of other pictures is removed.
    """
    store = RenditionStore(folder) if folder else None
    wanted = [(picture, one) for picture in library.pictures.values() for one in all_renditions(picture)]
    if store:
        store.prune(wanted)
    for picture, rendition in wanted:
        if store:
            draw = partial(store.bytes_of, library.root, picture, rendition)
        else:
            draw = partial(draw_rendition, library.root, picture, rendition)
        yield rendition.name, draw, partial(dict, gambar=(picture, rendition, settings()))
