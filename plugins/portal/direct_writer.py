"""Pelican's writer, extended to write the portal's files immediately into the output of this run."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, Template
from pelican.plugins import signals  # type: ignore[import-untyped]  # Pelican has no types
from pelican.writers import Writer  # type: ignore[import-untyped]  # Pelican has no types

from kabar.outputs.renditions.made_files import FileStore, MadeFile
from kabar.outputs.renditions.making import Making
from kabar.pages.parts.page_sets import PlannedPages
from kabar.pages.parts.plan import Inputs, PlannedPage
from kabar.worker_pool import InlineExecutor


class DirectWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """Writes pages of the portal with Pelican's context; pages and feeds of other plugins as Pelican does."""

    def write_file(
        self, name: str | Literal[False], template: Template, context: dict[str, Any], *pelicans_own: Any, **kwargs: Any
    ) -> None:
        """Renders a ``PlannedPage`` (``page``, or that of ``article``) to the file ``name``; others as Pelican does."""
        article = kwargs.get("article")
        planned = kwargs.get("page") or getattr(article, "planned", None)
        if not name or not isinstance(planned, PlannedPage):
            super().write_file(name, template, context, *pelicans_own, **kwargs)
            return
        local = {**context, "output_file": name} | ({"article": article} if article else {})
        text = template.render({**local, "page": planned.compose()})
        # Without ``page``: other plugins expect a page of Pelican there.
        signals.content_written.send(self._write(name, text.encode()), context=local)

    def write_planned(self, pages: PlannedPages, templates: Environment, context: dict[str, Any]) -> None:
        """Writes all of ``pages``, rendered by ``templates``."""
        for name, planned in pages.items():
            if isinstance(planned, PlannedPage):
                self.write_file(name, templates.get_template(f"{planned.template}.html"), context, page=planned)
            else:
                self._write(name, planned.draw())

    def write_later(
        self, name: str, draw: Callable[[], bytes], _inputs: Inputs | None = None, _keys: Sequence[str] = ()
    ) -> None:
        """Writes the file ``name`` with the bytes that ``draw`` returns."""
        self._write(name, draw())

    def write_made(self, store: FileStore, files: Iterable[tuple[str, MadeFile, Inputs]]) -> None:
        """Writes ``files`` (name, file of a store, inputs), which are cached in ``store``."""
        planned = list(files)
        making = Making()
        making.add(store, [file for _, file, _ in planned])
        making.make(InlineExecutor())
        for name, file, _ in planned:
            self._write(name, store.bytes_of(file))

    def write_bytes(self, name: str, data: bytes) -> None:
        """Writes ``data`` to the file ``name``."""
        self._write(name, data)

    def _write(self, name: str, data: bytes) -> str:
        path = Path(self.output_path) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return str(path)
