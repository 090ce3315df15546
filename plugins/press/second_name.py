"""Let a file that is kept in a cache stand in an output as well."""

import os
import shutil
from pathlib import Path


def give_second_name(kept: Path, target: Path) -> None:
    """Make ``target``, which is not there, the file ``kept``; a copy where the output is on another disk.

    Raises OSError.
    """
    try:
        os.link(kept, target)
    except OSError:
        shutil.copyfile(kept, target)
