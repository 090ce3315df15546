"""The content that comes with the generator.

A portal of one's own (``make portal-baru``) has other content and the file generator.yaml: tests about ours are
skipped there. All others run, and ignore its theme-lokal/: they are about the theme as it comes. Those that compare
with a command in a process of its own, which does not ignore it, are skipped where it exists.
"""

from pathlib import Path

import pytest

from kabar.build.render import local_theme

ROOT = Path(__file__).resolve().parents[1]
IS_HERE = not (ROOT / "generator.yaml").exists()
_REASON = "about the content of the demonstration portal"

needs_demonstration = pytest.mark.skipif(not IS_HERE, reason=_REASON)
needs_theme_as_it_comes = pytest.mark.skipif((ROOT / "theme-lokal").exists(), reason="theme-lokal/ changes the output")


def ignore_local_theme() -> None:
    """Let this process and its forks build in this folder as if it had no theme-lokal/."""
    folder_beside = local_theme.local_theme

    def folder_or_nothing(theme: Path) -> Path:
        folder = folder_beside(theme)
        return folder.with_name("tanpa-theme-lokal") if folder.resolve() == ROOT / folder.name else folder

    local_theme.local_theme = folder_or_nothing


def demonstration_content() -> Path:
    """The content folder of the demonstration portal; skips the test where it is not here."""
    if not IS_HERE:
        pytest.skip(_REASON)
    return ROOT / "content"
