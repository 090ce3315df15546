"""Take secrets out of messages: who signs in at an address, tokens of forges, what is asked of an address by a query.

Applied where messages leave: to stderr, to stdout, to ``.cache/galat.txt``.
"""

import json
import logging
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO
from urllib.parse import unquote

from kabar.text.characters import UNSEEN_IN_VALUE

_GIVEN = ("DEPLOY_REMOTE", "TERBIT")  # variables that may hold an address with a secret
_HIDDEN = "***"
_SHORTEST = 4  # characters of a password: to replace a shorter one everywhere would spoil the rest of a message
_TOKEN_LENGTH = 16  # characters: a user's name that is as long is a token; others stand in messages as plain words

# RFC 3986, 3.2.1. A password may hold a slash that should have been escaped; a port may not be taken for one.
_USERINFO = re.compile(
    r"(\b[a-z][a-z0-9+.-]*:/{1,3})(?:[^\s/'\"<>@]*:(?!\d+(?:[/\s]|$))[^\s'\"<>]*|[^\s/'\"<>]*)@", re.IGNORECASE
)
# What tokens of GitHub and GitLab begin with, so that they can be found.
_TOKEN = re.compile(r"\b(?:gh[a-z]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|gl[a-z]{2,6}-[\w.-]{16,})")
# Of an address that is given alone: all before the last @ of its first part.
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*:/{1,3})(.*)", re.IGNORECASE | re.DOTALL)


def without_secrets(text: str, addresses: Iterable[str] = ()) -> str:
    """``text`` without userinfo of URLs, tokens, and what is secret in ``addresses``, however it is quoted."""
    for address in sorted(set(addresses), key=len, reverse=True):
        for secret, shown in _secrets_of(address):
            text = text.replace(secret, shown)
    return _TOKEN.sub(_HIDDEN, _USERINFO.sub(r"\1", text))


def given_addresses(environ: Mapping[str, str] = os.environ) -> list[str]:
    """The addresses that a command was given in ``environ`` and may hold a secret."""
    return [address for name in _GIVEN if (address := environ.get(name, "").strip())]


def _secrets_of(address: str) -> Iterator[tuple[str, str]]:
    """Each secret of ``address`` with what is shown in its place, the whole before its parts."""
    scheme = _SCHEME.fullmatch(address)
    if not scheme and (address.startswith(("/", ".", "~")) or "@" not in address.partition("/")[0]):
        return
    rest = scheme[2] if scheme else address
    is_web = bool(scheme) and not scheme[1].lower().startswith("file:")
    place, _, query = rest.partition("?") if is_web else (rest, "", "")
    signed = place.rpartition("@")[0] if scheme is None or _signs_in(place) else ""
    user, _, password = signed.partition(":")
    if signed and signed != "git":
        yield f"{signed}@", ""
        yield f"{unquote(signed)}@", ""
        for form in {password, unquote(password)}:
            if len(form) >= _SHORTEST:
                yield form, _HIDDEN
        if len(user) >= _TOKEN_LENGTH:
            yield user, _HIDDEN
    if len(query) >= _SHORTEST:
        yield f"?{query}", ""
        yield query, _HIDDEN


def _signs_in(place: str) -> bool:
    """Whether something stands before an @ that is no part of a plain path."""
    before_slash = place.partition("/")[0]
    return "@" in before_slash or ("@" in place and ":" in before_slash)


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


_PELICAN = logging.getLogger("pelican")  # on which Pelican's command reports what stopped it


class ReportedError(Exception):
    """What stopped a build was printed already; the text says how much of it there is. Pelican ends with 1."""


def print_and_stop(lines: Sequence[str]) -> ReportedError:
    """Print ``lines`` on standard error, whole and one below the other, and give the error to raise.

    Pelican's own handler of log messages would break them at the width of the terminal, and add a traceback.
    """
    write_errors(lines)
    if _without_traceback not in _PELICAN.filters:
        _PELICAN.addFilter(_without_traceback)
    return ReportedError(f"portal tidak dibangun; {len(lines)} hal di atas perlu diperbaiki")


def _without_traceback(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, ReportedError):
        record.exc_info = None
        record.msg, record.args = "%s", (error,)
    return True


