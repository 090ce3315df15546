"""The folder ``theme-lokal/`` beside the theme: a portal's own templates, tokens and static files, looked up first.

``templates/`` replaces templates of the same name; one that extends ``tema/<name>`` changes blocks of the theme's own.
``static/`` replaces and adds files; ``tokens.css`` is read after the theme's tokens.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, TemplateSyntaxError
from jinja2.meta import find_referenced_templates

from kabar.failure import relative_to_here
from kabar.outputs.own_look import TOKENS
from kabar.text.suggestions import did_you_mean

ORIGINAL = "tema"  # prefix of the theme's own templates
_KNOWN = ("templates", "static", "tokens.css", "README.md")


def local_theme(theme: Path) -> Path:
    """The folder of the portal's own files beside the folder ``theme``; it need not exist."""
    return theme.with_name(f"{theme.name}-lokal")


def template_loader(theme: Path, overrides: list[Path]) -> BaseLoader:
    """Loads templates from ``overrides``, the local folder and the ``theme``, in this order."""
    own, theirs = local_theme(theme) / "templates", theme / "templates"
    if not own.is_dir():
        return FileSystemLoader([*overrides, theirs])
    original = PrefixLoader({ORIGINAL: FileSystemLoader([*overrides, theirs])})
    return ChoiceLoader([FileSystemLoader([*overrides, own, theirs]), original])


def static_files(theme: Path) -> Mapping[str, bytes]:
    """The static files of ``theme`` with those of the local folder, by path below their static folder."""
    own = local_theme(theme)
    files = {**_files_below(theme / "static"), **_files_below(own / "static")}
    if (tokens := own / "tokens.css").is_file():
        files[TOKENS] = files[TOKENS] + b"\n" + tokens.read_bytes()
    return files


def place_of_style(fault: str, theme: Path) -> str:
    """``fault``, which begins with a name below ``css/``, with the path of the file that has it."""
    name, colon, rest = fault.partition(":")
    folders = (local_theme(theme) / "static" / "css", theme / "static" / "css")
    file = next((folder / name for folder in folders if (folder / name).is_file()), None)
    # Tokens are joined: lines after those of the theme are of the local file.
    own = local_theme(theme) / "tokens.css"
    if file and name == "tokens.css" and own.is_file() and (found := re.match(r"(\d+)(.*)", rest, re.DOTALL)):
        line = int(found[1]) - len(file.read_text("utf-8").split("\n"))
        if line > 0:
            return f"{relative_to_here(own)}:{line}{found[2]}"
    return f"{relative_to_here(file)}{colon}{rest}" if file else fault


def faults_in(theme: Path, templates: Environment) -> Iterator[str]:
    """Yield a line for everything in the local folder that would not be used or cannot be read.

    ``templates`` has the loader of ``template_loader``.
    """
    folder = local_theme(theme)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in _KNOWN and not path.name.startswith("."):
            known = f"yang dibaca di sini: {', '.join(_KNOWN)}{did_you_mean(path.name, _KNOWN)}"
            yield f"{relative_to_here(path)}: tidak dipakai; {known}"
    own = {name: text.decode("utf-8", "replace") for name, text in _files_below(folder / "templates").items()}
    used: set[str] = set()
    for name, text in own.items():
        place = relative_to_here(folder / "templates" / name)
        try:
            named = [one for one in find_referenced_templates(templates.parse(text)) if one]
        except TemplateSyntaxError as error:
            yield (
                f"{place}:{error.lineno}: susunan templat salah ({error.message}); betulkan baris itu, atau hapus"
                " berkas ini supaya templat bawaan dipakai"
            )
            continue
        used.update(one for one in named if one != name)
        there = templates.list_templates()
        for one in named:
            line = next((n for n, row in enumerate(text.split("\n"), 1) if one in row), 1)
            if one not in there:
                yield f"{place}:{line}: templat '{one}' tidak ada{did_you_mean(one, there) or '; betulkan namanya'}"
            elif one == name:
                yield f"{place}:{line}: templat ini memakai dirinya sendiri; untuk yang bawaan tulis: {ORIGINAL}/{name}"
    theirs = _files_below(theme / "templates").keys()
    for name in sorted(own.keys() - theirs - used):
        remedy = did_you_mean(name, theirs) or "; beri nama templat bawaan yang akan diganti"
        yield f"{relative_to_here(folder / 'templates' / name)}: tidak ada yang memakai templat ini{remedy}"


def _files_below(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
