"""``make topik``: the topics as a tree with counts, and what is wrong or poor in it."""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from plugins.content_model.command import run
from plugins.content_model.console import write_lines
from plugins.topics.opening import content_folder, open_library
from plugins.topics.report import report_on
from plugins.topics.report_lines import lines_of


def main(environ: Mapping[str, str], clock: datetime) -> int:
    """Print the report on CONTENT; the exit code."""

    def command() -> None:
        library = open_library(content_folder(environ), environ, clock, preview=True)
        write_lines(lines_of(report_on(library)))

    return run(command)


if __name__ == "__main__":
    sys.exit(main(os.environ, datetime.now(UTC)))
