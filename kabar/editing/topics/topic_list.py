"""``make topik``: prints the topics as a tree with counts, and weaknesses of the vocabulary."""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from kabar.command import run
from kabar.console import write_lines
from kabar.editing.files.opening import content_folder, open_library
from kabar.topics.report import lines_of, report_on


def main(environ: Mapping[str, str], clock: datetime) -> int:
    """Print the report on CONTENT; the exit code."""

    def command() -> None:
        library = open_library(content_folder(environ), environ, clock, preview=True)
        write_lines(lines_of(report_on(library)))

    return run(command)


if __name__ == "__main__":
    sys.exit(main(os.environ, datetime.now(UTC)))
