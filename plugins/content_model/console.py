"""Write messages to standard output and standard error: the only way by which our commands say anything.

A message quotes titles, file names, values of variables and what other programs said. A terminal obeys control
characters, marks of direction let a line be read as another, and GitHub Actions takes lines that begin with ``::`` or
hold ``##[`` for commands (github.com/actions/runner, src/Runner.Common/ActionCommand.cs). So each line is written with
these as escapes of JSON, such as ``\\u001b``: a line of JSON stays JSON, and tells the same. Secrets of addresses
(``redaction``) are left out.
"""

import json
import re
import sys
from collections.abc import Iterable
from typing import TextIO

from plugins.content_model.redaction import given_addresses, without_secrets
from plugins.content_model.unseen_characters import UNSEEN_IN_VALUE

# Lone surrogates stand for octets of a file name that are not UTF-8; they cannot be written as they are.
_UNSEEN = re.compile(f"{UNSEEN_IN_VALUE.pattern}|[\n\ud800-\udfff]")
# The runner skips white space before the colons.
_COMMAND = re.compile(r"(?P<before>^\s*):(?=:)|(?<=##)\[")


def visible(text: str) -> str:
    """``text`` on one line: every control character but the tab, and every other that is not seen, as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def plain_line(text: str) -> str:
    """``visible(text)``, in which GitHub Actions finds no command."""
    return _COMMAND.sub(_escaped, visible(text))


def write_lines(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Write each of ``lines`` as one line, and at once; to standard output where no ``stream`` is given."""
    _write(map(plain_line, lines), stream or sys.stdout)


def write_errors(lines: Iterable[str]) -> None:
    """Write each of ``lines`` as one line to standard error."""
    write_lines(lines, sys.stderr)


def write_commands(lines: Iterable[str]) -> None:
    """Write ``lines`` that are commands of GitHub Actions, whose values are escaped already."""
    _write(map(visible, lines), sys.stdout)


def ask(question: str) -> str:
    """What a person answers to ``question``, without its line end. Raises EOFError."""
    return input(f"{plain_line(question)} ")


def _escaped(found: re.Match[str]) -> str:
    return r"\u005b" if found["before"] is None else rf"{found['before']}\u003a"


def _write(lines: Iterable[str], stream: TextIO) -> None:
    encoding, addresses = stream.encoding or "utf-8", given_addresses()
    for line in lines:
        line = without_secrets(line, addresses)
        # A terminal of another encoding gets escapes for what it lacks.
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()
