"""Let the parts of an index share one copy of the program that searches them, and of its WebAssembly.

Pagefind 1.5 looks for both beside each part: some 95 kB for every one of them. Here they stand one folder up.
"""

from collections.abc import Mapping

# What each script asks for beside a part.
_ASKED = {
    "pagefind.js": ("${this.basePath}wasm.", "${basePath}pagefind-worker.js"),
    "pagefind-worker.js": ("${this.basePath}wasm.",),
}


def is_of_program(name: str) -> bool:
    """Whether the file ``name`` of an index is the same in every part that has it."""
    return name in _ASKED or name.startswith("wasm.")


def share_program(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index by name, whose scripts look one folder up for what parts share. Raises ValueError."""
    return {**files, **{name: _asking_above(name, files[name].decode(), asked) for name, asked in _ASKED.items()}}


def _asking_above(name: str, script: str, asked: tuple[str, ...]) -> bytes:
    for before in asked:
        if script.count(before) != 1:
            raise ValueError(f"{name}: not what Pagefind 1.5 writes")
        script = script.replace(before, before.replace("Path}", "Path}../"))
    return script.encode()
