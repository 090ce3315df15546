"""Notice that a source has changed."""

import threading
from collections.abc import Iterable
from pathlib import Path

from watchfiles import watch

from plugins.press.failure import report


def watch_folders(
    folders: Iterable[Path], changed: threading.Event, stop: threading.Event, below: bool = True
) -> None:
    """Set ``changed`` when a file below ``folders`` changes; if not ``below``, Python files in them.

    Returns when it looks: nothing that changes afterwards is missed, a running build or not.
    """
    looking = threading.Event()

    def run() -> None:
        there = [folder for folder in folders if folder.is_dir()]
        looks = watch(
            *there, recursive=below, step=50, rust_timeout=250, yield_on_timeout=True, stop_event=stop
        )
        try:
            for changes in looks:
                looking.set()
                if any(below or path.endswith(".py") for _, path in changes):
                    changed.set()
        except OSError as error:
            report([f"Perubahan tidak dapat dipantau: {error}"])
            looking.set()

    threading.Thread(target=run, daemon=True).start()
    looking.wait()
