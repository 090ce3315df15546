"""Run Pelican inside this process, and take every warning of its for a mistake.

Pelican logs a plugin that does not load or an article that it cannot read, goes on, and ends
with success. Its signals live as long as the process: one run in one process.
"""

import importlib
import logging
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pelican.plugins
from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.log import console
from pelican.settings import read_settings

from kabar.command import full_disk_line, kind_and_text
from kabar.failure import BuildFailed, explain, relative_to_here

# Pelican's words for what a newcomer meets first, in ours.
_TRANSLATIONS = {
    "Cannot load plugin `%s`\n%s": "plugin '%s' tidak dapat dimuat: %s",
    "Cannot register plugin `%s`": "plugin '%s' tidak dapat didaftarkan",
    "Could not process %s": "%s tidak dapat diproses",
}
_BROKEN_PLUGIN = (
    "plugin '{}' terpasang tetapi tidak dapat diimpor: {}; pasang ulang atau lepas paketnya dengan pip, karena Pelican"
    " memuat setiap plugin yang terpasang, juga yang tidak ada di PLUGINS"
)

# As ``run_pelican``.
RunPelican = Callable[[Path, dict[str, Any], dict[str, Any]], tuple[str, ...]]


def run_pelican(settings_file: Path, overrides: dict[str, Any], template_globals: dict[str, Any]) -> tuple[str, ...]:
    """Draw the portal as ``settings_file`` says, with ``overrides`` in place of its values.

    ``template_globals`` are seen by every template. Gives the names of plugins that do not declare what their files
    are made from (``DECLARES_INPUTS``): with one of these, Pelican writes all files itself, as its own command does.
    Raises BuildFailed naming what went wrong.
    """
    cause, strangers = None, ()
    with _quietly(), _collecting_warnings() as collected:
        lines = collected.lines
        try:
            strangers = _run(settings_file, overrides, template_globals, lines)
        except BuildFailed as failure:
            cause = failure
            lines.extend(failure.lines)
        except Exception as error:
            cause = error
            lines.append(explain(error))
    if lines:
        raise BuildFailed(*dict.fromkeys(lines)) from collected.full_disk or cause
    return strangers


@contextmanager
def _quietly() -> Iterator[None]:
    before, console.quiet = console.quiet, True  # its "Done: Processed …"
    try:
        yield
    finally:
        console.quiet = before


def _run(settings_file: Path, overrides: dict, template_globals: dict, lines: list[str]) -> tuple[str, ...]:
    # DEBUG: without it Pelican's log says which file failed, but not why.
    settings = read_settings(str(settings_file), {**overrides, "DEBUG": True})
    settings["JINJA_GLOBALS"] = {**settings["JINJA_GLOBALS"], **template_globals}
    site = _pelican(settings)
    if not lines and not signals.get_writer.receivers:
        lines.append(f"{relative_to_here(settings_file)}: PLUGINS harus memuat 'plugins.portal'")
    if lines:  # a missing plugin makes many mistakes later; it alone is the one to mend
        return ()
    strangers = tuple(_name_of(one) for one in site.plugins if not getattr(one, "DECLARES_INPUTS", False))
    if strangers:
        # They may change any article, page or file: nothing can be kept, and Pelican has to see all of it.
        for name in ("RENDER_QUEUE", "PLANNER", "BODIES_LATER"):
            settings.pop(name, None)
    generators: list[Generator] = []
    with signals.all_generators_finalized.connected_to(generators.extend):
        site.run()
    _let_go(generators)
    return strangers


def _pelican(settings: dict[str, Any]) -> Pelican:
    """Pelican as ``settings`` say. Raises BuildFailed naming each installed plugin that cannot be imported.

    Pelican imports all that are installed as ``pelican.plugins.…``, whether or not PLUGINS names them.
    """
    try:
        return Pelican(settings)
    except Exception:
        if broken := dict(_broken_plugins()):
            raise BuildFailed(*(_BROKEN_PLUGIN.format(name, reason) for name, reason in broken.items())) from None
        raise


def _broken_plugins() -> Iterator[tuple[str, str]]:
    for found in pkgutil.iter_modules(pelican.plugins.__path__, "pelican.plugins."):
        try:
            importlib.import_module(found.name)
        except Exception as error:
            yield found.name, kind_and_text(error)


def _name_of(plugin: Any) -> str:
    return getattr(plugin, "__name__", type(plugin).__name__)


def _let_go(generators: Iterable[Generator]) -> None:
    """Take apart what Pelican made, which is all in rings: what is drawn now needs none of it.

    Nobody searches for rubbish while a build runs, and every process that draws would inherit it.
    """
    for generator in generators:
        generator.context.clear()
        vars(generator).clear()


class _Collector(logging.Handler):
    """Collects what is logged as ``lines``; ``full_disk`` is an error of that kind, which Pelican logs and goes on."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.full_disk: BaseException | None = None

    def emit(self, record: logging.LogRecord) -> None:
        text = _TRANSLATIONS.get(record.msg, "Pelican: " + str(record.msg))
        line = " ".join((text % record.args if record.args else text).split())
        if record.exc_info and record.exc_info[1]:
            line = f"{line}: {explain(record.exc_info[1])}"
        self.lines.append(line)
        causes = [record.exc_info[1] if record.exc_info else None, *(record.args or ())]
        self.full_disk = next(filter(_is_full_disk, causes), self.full_disk)


def _is_full_disk(cause: object) -> bool:
    return isinstance(cause, BaseException) and bool(full_disk_line(cause))


@contextmanager
def _collecting_warnings() -> Iterator[_Collector]:
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield collector
    finally:
        root.removeHandler(collector)


