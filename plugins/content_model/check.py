"""``make check``: name every problem of a content folder, without building."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from plugins.content_model.build_date import VARIABLE, read_build_date
from plugins.content_model.library import load_library
from plugins.content_model.problems import BadValue, errors_in


def main(arguments: list[str]) -> int:
    """Print each problem of the folder ``arguments[0]`` as a line; 1 when any is an error."""
    if not arguments[0].strip():
        print("CONTENT kosong; tulis nama foldernya, seperti: CONTENT=content", file=sys.stderr)
        return 1
    root = Path(arguments[0])
    try:
        now = read_build_date(os.environ, datetime.now(UTC))
    except BadValue as bad:
        print(f"{bad}; tulis: {VARIABLE}={bad.right}" if bad.right else bad, file=sys.stderr)
        return 1
    problems = load_library(root, now).problems
    for problem in problems:
        print(problem.as_line(str(root)))
    errors = len(errors_in(list(problems)))
    others = len(problems) - errors
    summary = f"{errors} galat, {others} peringatan" if problems else "tidak ada masalah"
    print(f"{root}: {summary}", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
