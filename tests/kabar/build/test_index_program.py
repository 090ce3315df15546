"""Parts of an index ask for the program that searches them in one place, which all of them share."""

import pytest

from kabar.build.search.pagefind import share_program

SCRIPT = b"load(`${this.basePath}wasm.${language}.pagefind`)"
STARTER = SCRIPT + b";new Worker(`${basePath}pagefind-worker.js`)"


def test_the_program_is_asked_for_one_folder_up():
    others = {"pagefind-entry.json": b"{}"}

    files = share_program({"pagefind.js": STARTER, "pagefind-worker.js": SCRIPT, **others})

    assert files.keys() == {"pagefind.js", "pagefind-worker.js", *others}
    assert files["pagefind-worker.js"] == b"load(`${this.basePath}../wasm.${language}.pagefind`)"
    assert b"`${basePath}../pagefind-worker.js`" in files["pagefind.js"]
    assert files["pagefind-entry.json"] == b"{}"


@pytest.mark.parametrize("worker", [b"", SCRIPT * 2])
def test_a_program_that_asks_otherwise_is_not_guessed_at(worker):
    with pytest.raises(ValueError, match="pagefind-worker"):
        share_program({"pagefind.js": STARTER, "pagefind-worker.js": worker})
