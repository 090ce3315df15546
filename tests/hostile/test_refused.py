"""Bad input is told line by line, in Indonesian, with its remedy; nothing hangs and nothing raises.

``refused.yaml`` holds what is told; ``UPDATE_EXPECTED=1`` renews it, to be read like code.
"""

import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from kabar.content.library import load_library
from tests.hostile.refused import CASES, links_out
from tests.portals import SMALL, write_content

EXPECTED = Path(__file__).with_name("refused.yaml")
NOW = datetime(2019, 7, 1, tzinfo=UTC)
PATIENCE = 2  # seconds of processor time, in which no case may hang


def told_of(root: Path) -> list[str]:
    """What is told of the folder; raises where it takes longer than ``PATIENCE`` of processor time."""
    signal.signal(signal.SIGVTALRM, _hangs)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        loaded = load_library(root, NOW)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return [problem.as_line("isi") for problem in loaded.problems]


def _hangs(*_):
    raise AssertionError(f"no answer after {PATIENCE} s")


def expected() -> dict[str, list[str]]:
    return yaml.safe_load(EXPECTED.read_text("utf-8"))


def test_the_table_is_expected_to_tell_what_it_holds(tmp_path):
    if "UPDATE_EXPECTED" in os.environ:
        told = {
            name: told_of(write_content(tmp_path / str(number), SMALL | files))
            for number, (name, files) in enumerate(CASES.items())
        }
        EXPECTED.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=10_000), "utf-8")
    assert list(expected()) == list(CASES)


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_told(name, tmp_path):
    told = told_of(write_content(tmp_path / "isi", SMALL | CASES[name]))

    assert told == expected()[name]
    assert all(len(line) < 400 for line in told)


def test_symbolic_links_are_not_followed(tmp_path):
    root = write_content(tmp_path / "isi", SMALL)
    links_out(root)

    assert told_of(root) == [
        "isi/berita/2019/tautan.md:1:1: tautan simbolik tidak diikuti; salin berkas aslinya ke sini",
        "isi/lembaga/luar:1:1: tautan simbolik tidak diikuti; salin berkas aslinya ke sini",
    ]
