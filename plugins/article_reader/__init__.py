"""Read ``content/`` for Pelican: the only reader, and the only one that converts Markdown.

Signals: initialized, readers_init, finalized. Adds to the settings, and so to every context: ``LIBRARY``
(``content_model.library.Library``) and ``BODIES`` (content path → converted body, of shown files
only). Each of Pelican's articles gets ``source_entry``, the content path of its entry.
Settings: PATH, SITEURL; BUILD_DATE (aware datetime; the clock when absent), PREVIEW (False),
JOBS (processes that convert; the machine's cores when absent), LIBRARY (when already loaded),
BODY_STORE (a file in which converted bodies are kept for the next build; none when absent),
CLOSING (``contextlib.ExitStack`` that ends what goes on beside Pelican; when absent, all are converted before it goes
on). Raises ContentError.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

from pelican import signals

from plugins.article_reader.bodies import Bodies, BodyError
from plugins.article_reader.body_store import BodyStore
from plugins.article_reader.conversion import Converter
from plugins.article_reader.reader import EntryReader
from plugins.content_model.build_date import read_build_date
from plugins.content_model.host import read_host
from plugins.content_model.library import load_library
from plugins.content_model.links import resolve
from plugins.content_model.problems import Problem, errors_in


class ContentError(Exception):
    """Content that may not be built; the text has one line for each problem."""

    def __init__(self, problems: list[Problem], root: Path):
        super().__init__("\n".join(problem.as_line(str(root)) for problem in problems))
        self.problems = problems


def register():
    """Called by Pelican."""
    signals.initialized.connect(_read_content)
    signals.readers_init.connect(_take_over)
    signals.finalized.connect(_finish)


def _read_content(pelican):
    settings = pelican.settings
    root = Path(settings["PATH"])
    library = settings.get("LIBRARY")
    if library is None:
        now = settings.get("BUILD_DATE") or read_build_date(os.environ, datetime.now(UTC))
        loaded = load_library(root, now, settings.get("PREVIEW", False))
        library = loaded.library
        if library is None:
            raise ContentError(errors_in(list(loaded.problems)), root)
    host = read_host(settings["SITEURL"])
    store = BodyStore(Path(settings["BODY_STORE"]), host.base) if settings.get("BODY_STORE") else None

    def make_converter() -> Converter:
        return Converter(lambda target: host.href(resolve(target, library.destinations)))

    settings["BODIES"] = bodies = Bodies(library, make_converter, settings.get("JOBS") or os.cpu_count() or 1, store)
    settings["LIBRARY"] = library
    if closing := settings.get("CLOSING"):
        closing.callback(bodies.close)
    else:
        _finish(pelican)


def _finish(pelican):
    try:
        pelican.settings["BODIES"].finish()
    except BodyError as error:
        raise ContentError(error.problems, Path(pelican.settings["PATH"])) from None


def _take_over(readers):
    readers.reader_classes = {"md": EntryReader}
