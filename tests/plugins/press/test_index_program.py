"""Parts of an index ask for the program that searches them in one place, which all of them share."""

import pytest

from plugins.press.index_program import share_program

SCRIPT = "load(`${this.basePath}wasm.${language}.pagefind`)"
STARTER = f"{SCRIPT};new Worker(`${{basePath}}pagefind-worker.js`)"


def test_the_program_is_asked_for_one_folder_up(tmp_path):
    (tmp_path / "pagefind.js").write_text(STARTER)
    (tmp_path / "pagefind-worker.js").write_text(SCRIPT)
    share_program(tmp_path)

    assert (tmp_path / "pagefind-worker.js").read_text() == "load(`${this.basePath}../wasm.${language}.pagefind`)"
    assert "`${basePath}../pagefind-worker.js`" in (tmp_path / "pagefind.js").read_text()


@pytest.mark.parametrize("worker", ["", SCRIPT * 2])
def test_a_program_that_asks_otherwise_is_not_guessed_at(tmp_path, worker):
    (tmp_path / "pagefind.js").write_text(STARTER)
    (tmp_path / "pagefind-worker.js").write_text(worker)

    with pytest.raises(ValueError, match="pagefind-worker"):
        share_program(tmp_path)
