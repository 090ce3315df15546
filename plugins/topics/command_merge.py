"""``make topik-gabung``: merge the topic DARI into KE, everywhere; shown only, until TERAPKAN=1."""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from plugins.content_model.command import run
from plugins.topics.merge import plan_merge
from plugins.topics.opening import content_folder, open_library, show_or_apply


def main(environ: Mapping[str, str], clock: datetime) -> int:
    """Plan, show and perhaps apply what ``environ`` asks; the exit code."""

    def command() -> None:
        root = content_folder(environ)
        library = open_library(root, environ, clock, preview=True)
        plan = plan_merge(
            environ.get("DARI", ""), environ.get("KE", ""), library, lambda path: (root / path).read_bytes()
        )
        show_or_apply(plan, library, environ)

    return run(command)


if __name__ == "__main__":
    sys.exit(main(os.environ, datetime.now(UTC)))
