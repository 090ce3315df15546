"""The switch of all library patches: changes to a library through its private names, each in a module ``…_patch.py``.

A patch makes a build faster and changes no byte of its output. ``PATCHES=0`` in the environment builds without them: a
test compares the outputs, and a fault that stays is not a patch's. docs/library-patches.md lists them.
"""

import os


def patches_enabled() -> bool:
    """Whether libraries are patched: yes, unless ``PATCHES`` is ``0``."""
    return os.environ.get("PATCHES", "").strip() != "0"
