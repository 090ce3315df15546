"""The program that searches the parts of an index, and its WebAssembly: one copy, which all parts share.

Pagefind 1.5 looks for both beside each part: some 95 kB for every one of them. Here they stand one folder up.
"""

from collections.abc import Mapping

from plugins.press.pagefind_service import index_of

# What each script asks for beside a part.
_ASKED = {
    "pagefind.js": ("${this.basePath}wasm.", "${basePath}pagefind-worker.js"),
    "pagefind-worker.js": ("${this.basePath}wasm.",),
}


def program() -> dict[str, bytes]:
    """The files of the program by name. Raises BuildFailed."""
    # Which WebAssembly there is depends on the language of what is indexed.
    files = index_of([("index.html", "<html><main data-pagefind-body>Karangan</main></html>")])
    needed = {name: data for name, data in files.items() if name in _ASKED or name.startswith("wasm.")}
    return share_program(needed)


def share_program(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index by name, whose scripts look one folder up for what parts share. Raises ValueError."""
    return {**files, **{name: _asking_above(name, files[name].decode(), asked) for name, asked in _ASKED.items()}}


def _asking_above(name: str, script: str, asked: tuple[str, ...]) -> bytes:
    for before in asked:
        if script.count(before) != 1:
            raise ValueError(f"{name}: not what Pagefind 1.5 writes")
        script = script.replace(before, before.replace("Path}", "Path}../"))
    return script.encode()
