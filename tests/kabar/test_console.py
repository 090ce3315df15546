"""Lines of our commands: whatever they quote, each stays one line that does nothing."""

import io
import json
import sys
import unicodedata

import pytest

from kabar.console import plain_line, visible, write_commands, write_errors, write_lines

UNSEEN = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in ("Cc", "Cs", "Zl", "Zp")]
DIRECTIONS = [chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in
              ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")]  # fmt: skip


def test_no_control_character_and_no_mark_of_direction_leaves():
    shown = visible("".join([*UNSEEN, *DIRECTIONS]))

    assert shown.replace("\t", "").isascii() and shown.replace("\t", "").isprintable()


def test_what_is_escaped_can_be_read_back():
    text = "a".join(["judul", *UNSEEN, *DIRECTIONS, "\U000f0000", "é木🧵"])

    assert json.loads(f'"{visible(text)}"', strict=False) == text


def test_what_people_type_stays_as_it_is():
    for text in ("Bimtek “Batik” Rp1.000,00…", "木工 بندق", "👩‍👩‍👧 🏴", "\tx", "a:: b", "# judul [a]", "10:30"):
        assert plain_line(text) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("::error::x", r"\u003a:error::x"),
        ("    ::stop-commands::x", r"    \u003a:stop-commands::x"),
        ("\u3000\xa0::x", "\u3000\xa0" + r"\u003a:x"),
        ("a ##[error]x ##[debug]", r"a ##\u005berror]x ##\u005bdebug]"),
        ("a\n::error::x", r"a\n::error::x"),
        ("a\r::error::x", r"a\r::error::x"),
    ],
)
def test_a_forge_finds_no_command(text, line):
    assert plain_line(text) == line


def test_every_line_is_written_as_one_line_to_the_stream_that_was_meant(capsys):
    write_lines(["satu\ndua", "::tiga"])
    write_errors(["empat\x1b[31m"])

    assert capsys.readouterr() == ("satu\\ndua\n\\u003a:tiga\n", "empat\\u001b[31m\n")


def test_commands_of_our_own_stay_commands_on_one_line(capsys):
    write_commands(["::error file=a.md::b\n::error::c"])

    assert capsys.readouterr().out == "::error file=a.md::b\\n::error::c\n"


def test_a_terminal_of_another_encoding_gets_escapes(monkeypatch):
    octets = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(octets, encoding="latin-1"))

    write_lines(["é …"])

    assert octets.getvalue() == b"\xe9 \\u2026\n"
