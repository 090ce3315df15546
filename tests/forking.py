"""Runs a command of ours in a fork of this process, which has all code loaded, so that no command waits for imports.

What the interpreter itself reads of the environment (PYTHONHASHSEED, LC_ALL) takes a process of its own.
"""

import logging
import os
import runpy
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import NoReturn, TextIO

from kabar.markdown.conversion import Converter

# What a build imports; most plugins come by their names in the settings.
_LOADED = (
    "kabar.build.pipeline", "kabar.failure", "kabar.build.render.template_cache", "kabar.build.render.writer",
    "kabar.publish.branch", "kabar.publish.guard", "kabar.publish.last_publication", "kabar.publish.takedown",
)  # fmt: skip


def run_forked(
    module: str, arguments: Iterable[str], folder: Path, environ: Mapping[str, str], seconds: int = 300
) -> subprocess.CompletedProcess[str]:
    """``python -m module arguments`` in ``folder`` with ``environ`` and nothing else; killed after ``seconds``."""
    load_all()
    spec = find_spec(module)
    if spec and spec.submodule_search_locations:
        module += ".__main__"
    with TemporaryFile("w+", encoding="utf-8") as out, TemporaryFile("w+", encoding="utf-8") as err:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(seconds)
            _become([module, *arguments], folder, environ, (out, err))
        _, status = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        code = os.waitstatus_to_exitcode(status)
        return subprocess.CompletedProcess([module, *arguments], code, out.read(), err.read())


@cache
def load_all() -> None:
    """Import here what every fork would import."""
    for name in (*_LOADED, *import_module("pelicanconf").PLUGINS):
        import_module(name)
    # Compiles its regular expressions, which takes a tenth of a second; forks inherit them.
    Converter(str)


def _become(command: list[str], folder: Path, environ: Mapping[str, str], files: tuple[TextIO, TextIO]) -> NoReturn:
    code: object = 0
    try:
        for number, file in enumerate(files, start=1):
            os.dup2(file.fileno(), number)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
        os.environ.clear()
        os.environ.update(environ)
        time.tzset()
        os.chdir(folder)
        sys.path.insert(0, str(folder))
        sys.dont_write_bytecode = True
        sys.argv = command
        # Those of pytest, which Pelican would take for its own.
        logging.getLogger().handlers.clear()
        # The settings are those of the folder, and the command runs as one that nobody imported.
        for name in (command[0], "pelicanconf", "publishconf"):
            sys.modules.pop(name, None)
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    except BaseException:
        code = 1
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)
