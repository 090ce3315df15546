"""``make antrean-terbit``: tell what is due next and when.

FORMAT is ``teks`` (for people) or ``json``, which names no entry unless RINCI=1: logs of a build are often public.
"""

import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from plugins.content_model.build_date import VARIABLE, read_build_date
from plugins.content_model.checked_pictures import FILE as CHECKED
from plugins.content_model.command import run
from plugins.content_model.console import write_errors, write_lines
from plugins.content_model.library import load_library
from plugins.content_model.problems import BadValue, errors_in
from plugins.newsroom.queue import as_json, as_text

_FORMATS = ("teks", "json")


def main(environ: Mapping[str, str]) -> int:
    """Write the queue of the folder in CONTENT; 1 when it cannot be read."""
    return run(lambda: _write_queue(environ))


def _write_queue(environ: Mapping[str, str]) -> int:
    root = Path(environ.get("CONTENT", "").strip() or "content")
    wanted = environ.get("FORMAT", "").strip() or "teks"
    if wanted not in _FORMATS:
        write_errors([f"FORMAT '{wanted}' tidak dikenal; pilih salah satu: {', '.join(_FORMATS)}"])
        return 1
    try:
        now = read_build_date(environ, datetime.now(UTC))
    except BadValue as bad:
        write_errors([f"{bad}; tulis: {VARIABLE}={bad.right}" if bad.right else str(bad)])
        return 1
    loaded = load_library(root, now, checked=CHECKED)
    if loaded.library is None:
        write_errors(problem.as_line(str(root)) for problem in errors_in(list(loaded.problems)))
        return 1
    if wanted == "json":
        queue = as_json(loaded.library, environ.get("RINCI", "").strip() == "1")
        write_lines([json.dumps(queue, ensure_ascii=False)])
    else:
        write_lines(as_text(loaded.library))
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
