"""Publish the theme's styles, scripts and pictures, each under a name that holds a digest of its bytes.

Signals: initialized, generator_init, get_generators. Adds to the settings ``ASSETS`` (``naming.Assets``); to
templates the global ``asset``, which gives the address of a file of the theme with BASE: ``asset("js/life.js")``,
or with its host: ``asset("img/og.png", whole=True)``.
Settings: THEME, BASE, ABSOLUTE_URL.
"""

from pathlib import Path

from pelican import signals
from pelican.generators import Generator

from plugins.assets.naming import name_assets


class AssetsGenerator(Generator):
    """Writes the theme's files."""

    def generate_output(self, writer):
        """Called by Pelican once every page is composed."""
        for path, data in self.context["ASSETS"].files.items():
            writer.write_bytes(path, data)


def register():
    """Called by Pelican."""
    signals.initialized.connect(_read_theme)
    signals.generator_init.connect(_name_globals)
    signals.get_generators.connect(_get_generators)


def _read_theme(pelican):
    static = Path(pelican.settings["THEME"]) / "static"
    paths = [path for path in static.rglob("*") if path.is_file() and not path.name.startswith(".")]
    named = name_assets({path.relative_to(static).as_posix(): path.read_bytes() for path in paths})
    pelican.settings["ASSETS"] = named


def _name_globals(generator):
    assets, base, host = (generator.settings[name] for name in ("ASSETS", "BASE", "ABSOLUTE_URL"))
    generator.env.globals["asset"] = lambda name, whole=False: (host if whole else base) + assets.address(name)


def _get_generators(_pelican):
    return AssetsGenerator
