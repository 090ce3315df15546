"""Runs Pelican in this process and treats each of its warnings as an error.

When a plugin does not load or an article cannot be read, Pelican logs it, continues, and exits with success. Its
signals live as long as the process: one run per process.
"""

import importlib
import logging
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pelican.plugins  # type: ignore[import-untyped]  # Pelican has no types
from pelican import Pelican, signals
from pelican.generators import Generator  # type: ignore[import-untyped]  # Pelican has no types
from pelican.log import console  # type: ignore[import-untyped]  # Pelican has no types
from pelican.settings import read_settings  # type: ignore[import-untyped]  # Pelican has no types

from kabar.command import full_disk_line, kind_and_text
from kabar.failure import BuildFailed, explain, relative_to_here

# Translations of Pelican's most common messages.
_TRANSLATIONS = {
    "Cannot load plugin `%s`\n%s": "plugin '%s' tidak dapat dimuat: %s",
    "Cannot register plugin `%s`": "plugin '%s' tidak dapat didaftarkan",
    "Could not process %s": "%s tidak dapat diproses",
}
_BROKEN_PLUGIN = (
    "plugin '{}' terpasang tetapi tidak dapat diimpor: {}; pasang ulang atau lepas paketnya dengan pip, karena Pelican"
    " memuat setiap plugin yang terpasang, juga yang tidak ada di PLUGINS"
)

# The signature of ``run_pelican``.
RunPelican = Callable[[Path, dict[str, Any], dict[str, Any]], tuple[str, ...]]


def run_pelican(settings_file: Path, overrides: dict[str, Any], template_globals: dict[str, Any]) -> tuple[str, ...]:
    """Renders the portal with ``settings_file``, with ``overrides`` in place of its values.

    ``template_globals`` are passed to every template. Returns the names of plugins that do not declare what their files
    are made from (``DECLARES_INPUTS``): with one of these, Pelican writes all files itself, as its own command does.
    Raises BuildFailed naming each error.
    """
    cause: Exception | None = None
    undeclared: tuple[str, ...] = ()
    with _quietly(), _collecting_warnings() as collected:
        lines = collected.lines
        try:
            undeclared = _run(settings_file, overrides, template_globals, lines)
        except BuildFailed as failure:
            cause = failure
            lines.extend(failure.lines)
        except Exception as error:
            cause = error
            lines.append(explain(error))
    if lines:
        raise BuildFailed(*dict.fromkeys(lines)) from collected.full_disk or cause
    return undeclared


@contextmanager
def _quietly() -> Iterator[None]:
    before, console.quiet = console.quiet, True  # suppresses "Done: Processed …"
    try:
        yield
    finally:
        console.quiet = before


def _run(
    settings_file: Path, overrides: dict[str, Any], template_globals: dict[str, Any], lines: list[str]
) -> tuple[str, ...]:
    # Without DEBUG, Pelican's log has the failed file, but not the reason.
    settings = read_settings(str(settings_file), {**overrides, "DEBUG": True})
    settings["JINJA_GLOBALS"] = {**settings["JINJA_GLOBALS"], **template_globals}
    site = _pelican(settings)
    if not lines and not signals.get_writer.receivers:
        lines.append(f"{relative_to_here(settings_file)}: PLUGINS harus memuat 'plugins.portal'")
    if lines:  # a missing plugin would cause many errors later; only the first matters
        return ()
    undeclared = tuple(_name_of(one) for one in site.plugins if not getattr(one, "DECLARES_INPUTS", False))
    if undeclared:
        # They may change any article, page or file: nothing is reused, and Pelican reads everything.
        for name in ("RENDER_QUEUE", "PLANNER", "BODIES_LATER"):
            settings.pop(name, None)
    generators: list[Generator] = []
    with signals.all_generators_finalized.connected_to(generators.extend):
        site.run()
    _clear(generators)
    return undeclared


def _pelican(settings: dict[str, Any]) -> Pelican:
    """Creates Pelican with ``settings``. Raises BuildFailed naming each installed plugin that cannot be imported.

    Pelican imports all packages installed as ``pelican.plugins.…``, whether or not PLUGINS names them.
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


def _clear(generators: Iterable[Generator]) -> None:
    """Breaks the reference cycles of Pelican's generators, which rendering does not need.

    Garbage collection is off during a build, and every forked worker would inherit the memory.
    """
    for generator in generators:
        generator.context.clear()
        vars(generator).clear()


class _Collector(logging.Handler):
    """Collects log messages as ``lines``; ``full_disk`` is a full-disk error, which Pelican logs and ignores."""

    def __init__(self) -> None:
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


