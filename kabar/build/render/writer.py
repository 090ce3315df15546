"""The writer for Pelican and for generators of plugins: adds files to the render queue."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Literal

from jinja2 import Environment, Template

from kabar.build.render.render_queue import RenderJob, RenderQueue
from kabar.failure import BuildFailed
from kabar.outputs.renditions.made_files import FileStore, MadeFile
from kabar.pages.parts.page_sets import PlannedPages
from kabar.pages.parts.plan import Inputs, PlannedFile, PlannedPage


def render_job_of(
    pages: PlannedPages, templates: Environment, name: str, article_of_page: Callable[[str], Any] | None = None
) -> RenderJob:
    """Returns the render job of the page ``name`` of ``pages``.

    ``article_of_page`` returns Pelican's article for the page of an article: the template gets it as well.
    """
    planned = pages[name]
    if isinstance(planned, PlannedFile):
        return RenderJob(planned.draw, planned.inputs, planned.keys)
    template = templates.get_template(f"{planned.template}.html")
    if article_of_page is None:
        return template_job(template, planned)
    return template_job(template, planned, lambda: {"article": article_of_page(name)})


def template_job(template: Template, planned: PlannedPage, more: Callable[[], Mapping[str, Any]] = dict) -> RenderJob:
    """Returns the render job of ``planned`` with ``template``; ``more`` returns further variables for it."""

    def render() -> bytes:
        return template.render(page=planned.compose(), **more()).encode("utf-8")

    inputs = None if planned.inputs is None else partial(_with_template, template, planned.inputs)
    return RenderJob(render, inputs, planned.keys)


def _with_template(template: Template, inputs: Inputs) -> Mapping[str, Any]:
    return {"templat": template.name, **inputs()}


class PageWriter:
    """Adds each file to the ``RENDER_QUEUE`` of the settings, which renders all of them once all are known.

    A template gets ``page``, for an article's page ``article``, and the environment's globals, nothing else: the view
    model has what a page shows. Files are UTF-8 on every machine.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]):
        self.output_path = output_path
        self.settings = settings
        self._queue: RenderQueue = settings["RENDER_QUEUE"]

    def write_file(
        self, name: str | Literal[False], template: Template, context: object = None, *pelicans_own: Any, **kwargs: Any
    ) -> None:
        """Adds the page ``name``: ``template`` renders ``page``, a ``PlannedPage``.

        Pelican passes more, such as paginators, which our templates do not use, and no name for disabled pages.
        """
        if name:
            self._queue.add(name, *template_job(template, kwargs["page"]))

    def write_planned(self, pages: PlannedPages, templates: Environment, _context: Mapping[str, Any]) -> None:
        """Adds all of ``pages``, rendered by ``templates``; each is planned again when it is rendered."""
        self._queue.add_later(pages, partial(render_job_of, pages, templates))

    def write_later(
        self, name: str, draw: Callable[[], bytes], inputs: Inputs | None = None, keys: Sequence[str] = ()
    ) -> None:
        """Adds the file ``name``, a path below the output with ``/``; ``draw`` returns its bytes.

        ``inputs`` and ``keys`` are as in ``PlannedPage``. Raises BuildFailed.
        """
        self._queue.add(name, draw, inputs, keys)

    def write_made(self, store: FileStore, files: Iterable[tuple[str, MadeFile, Inputs]]) -> None:
        """Adds ``files`` (name, file of a store, inputs), which are made before rendering and then read from ``store``.

        Raises BuildFailed.
        """
        for name, file, inputs in files:
            self._queue.add_made(name, store, file, inputs)

    def write_bytes(self, name: str, data: bytes) -> None:
        """Adds the file ``name`` with the bytes ``data``. Raises BuildFailed."""
        self._queue.add(name, lambda: data)

    def write_feed(self, *arguments: Any, **kwargs: Any) -> None:
        """Refuses Pelican's own feeds, which change with SITEURL and the clock."""
        raise BuildFailed("pelicanconf.py: FEED_* harus None; umpan dibuat oleh plugin sendiri")


