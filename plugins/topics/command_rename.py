"""``make topik-ubah``: give the topic LAMA the id BARU, everywhere; shown only, until TERAPKAN=1."""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from plugins.content_model.command import run
from plugins.topics.opening import content_folder, open_library, show_or_apply
from plugins.topics.rename import plan_rename


def main(environ: Mapping[str, str], clock: datetime) -> int:
    """Plan, show and perhaps apply what ``environ`` asks; the exit code."""

    def command() -> None:
        root = content_folder(environ)
        library = open_library(root, environ, clock, preview=True)
        plan = plan_rename(
            environ.get("LAMA", ""), environ.get("BARU", ""), library, lambda path: (root / path).read_bytes()
        )
        show_or_apply(plan, library, environ)

    return run(command)


if __name__ == "__main__":
    sys.exit(main(os.environ, datetime.now(UTC)))
