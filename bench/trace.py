"""Trace which modules a document passes on its way from its file to its page.

``python -m bench.trace berita/2019/x.md`` builds ``content/`` in this process, from nothing, and records each call
within ``kabar/`` and ``plugins/`` that is handed the document: its path, its text, its model or summary, its page as
planned or as drawn. ``python -m bench.trace topik/ikm.md`` does so for a topic, whose id, lists and tag count as well.
Prints the modules in the order in which the document reaches them, how many there are, and how often it passes from
one module to another.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType, MemberDescriptorType
from typing import Any

from bench.sites import ROOT
from kabar.build.options import read_options
from kabar.build.pipeline import build
from kabar.build.progress import show_nothing
from kabar.content.reading.article_lists import TAG, TOPIC, list_key

_DATE = "2026-11-29"
_OURS = tuple(str(ROOT / folder) + "/" for folder in ("kabar", "plugins"))
_OF_DOCUMENTS = ("path", "save_as", "url", "name", "key")


class Trace:
    """The modules that are handed the document of content path ``path``, each time another one is."""

    def __init__(self, path: str, text: str):
        page = path.removesuffix(".md").removesuffix(".yaml")
        folder, _, name = page.partition("/")
        words = {path, page, f"/{page}/", f"{page}/", f"{page}/index.html"}
        if folder == "topik":
            words |= {name, list_key(TOPIC, name), list_key(TAG, name)}
        self._words = frozenset(words)
        self._text = text
        self._modules: dict[CodeType, str] = {}
        self.passed: list[str] = []

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        """Record a call; ``sys.setprofile`` calls this."""
        if event != "call" or not (module := self._module_of(frame.f_code)):
            return
        if self.passed and self.passed[-1] == module:
            return
        code = frame.f_code
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        if any(self._concerns(frame.f_locals.get(name)) for name in names):
            self.passed.append(module)

    def _module_of(self, code: CodeType) -> str:
        if code not in self._modules:
            file = code.co_filename
            is_ours = file.startswith(_OURS)
            name = str(Path(file).relative_to(ROOT).with_suffix("")).replace("/", ".") if is_ours else ""
            self._modules[code] = name.removesuffix(".__init__")
        return self._modules[code]

    def _concerns(self, value: Any) -> bool:
        if isinstance(value, str):
            return value in self._words or (len(value) == len(self._text) and value == self._text)
        if isinstance(value, bytes):
            return len(value) == len(self._text.encode()) and value == self._text.encode()
        return any(isinstance(one, str) and one in self._words for one in _named(value))

    @property
    def modules(self) -> list[str]:
        """The modules, each once, in the order in which the document reaches them."""
        return list(dict.fromkeys(self.passed))

    @property
    def changes(self) -> int:
        """How often the document passes from one module to another."""
        return max(0, len(self.passed) - 1)


def _named(value: object) -> Iterator[object]:
    """What ``value`` says under the names that documents, their summaries and their pages have."""
    kind = type(value)
    if isinstance(value, tuple):
        fields = zip(getattr(kind, "_fields", ()), value, strict=False)
        yield from (one for name, one in fields if name in _OF_DOCUMENTS)
        return
    # Without __getattr__ of the class: to look at a value must not compute anything.
    with suppress(AttributeError):
        found = object.__getattribute__(value, "__dict__")
        yield from (found[name] for name in _OF_DOCUMENTS if name in found)
    for name in _OF_DOCUMENTS:
        slot = getattr(kind, name, None)
        if isinstance(slot, MemberDescriptorType):
            with suppress(AttributeError):
                yield slot.__get__(value, kind)


def trace(path: str) -> Trace:
    """The way of the document ``path`` of ``content/`` through a clean build in this process."""
    found = Trace(path, (ROOT / "content" / path).read_text("utf-8"))
    with TemporaryDirectory() as folder:
        given = {"OUTPUT": f"{folder}/output", "BUILD_DATE": _DATE, "JOBS": "1", "TANPA_CARI": "1"}
        options = read_options(given)
        sys.setprofile(found)
        try:
            build(options, None, show_nothing)
        finally:
            sys.setprofile(None)
    return found


def main() -> None:
    """Print the way of one document."""
    parser = argparse.ArgumentParser(description="Trace which modules a document passes.")
    parser.add_argument("path", help="a file below content/")
    found = trace(parser.parse_args().path)
    print("\n".join(found.modules))
    print(f"{len(found.modules)} modules, {found.changes} changes of module")


if __name__ == "__main__":
    main()
