"""Renew the links of the editors' guide: ``python -m plugins.newsroom.command_links docs/panduan-redaksi.md``."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from plugins.content_model.build_date import read_build_date
from plugins.newsroom.first_look import links_of
from plugins.newsroom.guide_links import renew_links


def main(arguments: list[str]) -> int:
    """Renew the links of the file ``arguments[0]`` for the portal in CONTENT."""
    path = Path(arguments[0])
    links = links_of(Path(os.environ.get("CONTENT") or "content"), read_build_date(os.environ, datetime.now(UTC)))
    path.write_text(renew_links(path.read_text("utf-8"), links), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
