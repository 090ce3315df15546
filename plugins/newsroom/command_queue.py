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
from plugins.content_model.library import load_library
from plugins.content_model.problems import BadValue, errors_in
from plugins.newsroom.queue import as_json, as_text

_FORMATS = ("teks", "json")


def main(environ: Mapping[str, str]) -> int:
    """Print the queue of the folder in CONTENT; 1 when it cannot be read."""
    root = Path(environ.get("CONTENT", "").strip() or "content")
    wanted = environ.get("FORMAT", "").strip() or "teks"
    if wanted not in _FORMATS:
        print(f"FORMAT '{wanted}' tidak dikenal; pilih salah satu: {', '.join(_FORMATS)}", file=sys.stderr)
        return 1
    try:
        now = read_build_date(environ, datetime.now(UTC))
    except BadValue as bad:
        print(f"{bad}; tulis: {VARIABLE}={bad.right}" if bad.right else bad, file=sys.stderr)
        return 1
    loaded = load_library(root, now, checked=CHECKED)
    if loaded.library is None:
        for problem in errors_in(list(loaded.problems)):
            print(problem.as_line(str(root)), file=sys.stderr)
        return 1
    if wanted == "json":
        print(json.dumps(as_json(loaded.library, environ.get("RINCI", "").strip() == "1"), ensure_ascii=False))
    else:
        print("\n".join(as_text(loaded.library)))
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
