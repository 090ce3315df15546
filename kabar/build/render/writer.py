"""The writer that Pelican and every plugin's generator are handed: it takes down what is to be drawn."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from jinja2 import Environment, Template

from kabar.build.render.render_queue import Drawing, RenderQueue
from kabar.failure import BuildFailed
from kabar.outputs.renditions.made_files import KeptFiles, MadeFile
from kabar.pages.parts.page_sets import PlannedPages
from kabar.pages.parts.plan import Inputs, PlannedFile, PlannedPage


def drawing_of(
    pages: PlannedPages, templates: Environment, name: str, article_of_page: Callable[[str], Any] | None = None
) -> Drawing:
    """How the page ``name`` of ``pages`` is drawn by ``templates``.

    ``article_of_page`` gives Pelican's article, where it is an article's page: the template gets it, too.
    """
    planned = pages[name]
    if isinstance(planned, PlannedFile):
        return Drawing(planned.draw, planned.inputs, planned.keys)
    template = templates.get_template(f"{planned.template}.html")
    if article_of_page is None:
        return drawing_by(template, planned)
    return drawing_by(template, planned, lambda: {"article": article_of_page(name)})


def drawing_by(template: Template, planned: PlannedPage, more: Callable[[], Mapping[str, Any]] = dict) -> Drawing:
    """How ``template`` draws ``planned``; ``more`` gives what else it gets."""

    def inputs() -> Mapping[str, Any]:
        return {"templat": template.name, **planned.inputs()}

    def draw() -> bytes:
        return template.render(page=planned.compose(), **more()).encode("utf-8")

    return Drawing(draw, None if planned.inputs is None else inputs, planned.keys)


class PageWriter:
    """Adds each file to the ``RENDER_QUEUE`` of the settings, which renders all of them once all are known.

    A template gets ``page``, ``article`` where it draws one, and the environment's globals, nothing else: what a page
    shows is in its view model. Files are UTF-8 whatever the machine's locale.
    """

    def __init__(self, output_path: str, settings: dict):
        self.output_path = output_path
        self.settings = settings
        self._queue: RenderQueue = settings["RENDER_QUEUE"]

    def write_file(self, name, template, context=None, *pelicans_own, **kwargs) -> None:
        """Let ``template`` draw what ``page``, a ``PlannedPage``, composes.

        Pelican calls it with more, such as paginators, which our templates do not use; it calls
        it without a name for the pages that are switched off.
        """
        if name:
            self._queue.add(name, *drawing_by(template, kwargs["page"]))

    def write_planned(self, pages: PlannedPages, templates: Environment, _context: Mapping[str, Any]) -> None:
        """Let ``templates`` draw all of ``pages``, each planned again when it is drawn."""
        self._queue.add_later(pages, partial(drawing_of, pages, templates))

    def write_later(
        self, name: str, draw: Callable[[], bytes], inputs: Inputs | None = None, keys: Sequence[str] = ()
    ) -> None:
        """Let ``draw`` give the bytes of the file ``name``, a path below the output with ``/``.

        ``inputs`` and ``keys`` are as in ``PlannedPage``. Raises BuildFailed.
        """
        self._queue.add(name, draw, inputs, keys)

    def write_made(self, store: KeptFiles, files: Iterable[tuple[str, MadeFile, Inputs]]) -> None:
        """Let ``files`` (name, how it is made, inputs) be made before anything is drawn, and be taken from ``store``.

        Raises BuildFailed.
        """
        for name, file, inputs in files:
            self._queue.add_made(name, store, file, inputs)

    def write_bytes(self, name: str, data: bytes) -> None:
        """Write ``data`` to the file ``name``. Raises BuildFailed."""
        self._queue.add(name, lambda: data)

    def write_feed(self, *arguments, **kwargs) -> None:
        """Refuse Pelican's own feeds: theirs change with SITEURL and the clock."""
        raise BuildFailed("pelicanconf.py: FEED_* harus None; umpan dibuat oleh plugin sendiri")


