"""Console output without secrets: userinfo of URLs, access tokens of forges, query strings.

Applied to everything that is written to stdout, stderr and ``.cache/galat.txt``.
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

_GIVEN = ("DEPLOY_REMOTE", "TERBIT", "DARI")  # environment variables that may contain an address with a secret
_HIDDEN = "***"
_SHORTEST = 4  # characters of a password; to replace a shorter one everywhere would garble the message
_TOKEN_LENGTH = 16  # characters: a user name of this length is a token; a shorter one may be an ordinary word

# RFC 3986, 3.2.1. A password may contain a slash that should have been escaped; a port is not a password.
_USERINFO = re.compile(
    r"(\b[a-z][a-z0-9+.-]*:/{1,3})(?:[^\s/'\"<>@]*:(?!\d+(?:[/\s]|$))[^\s'\"<>]*|[^\s/'\"<>]*)@", re.IGNORECASE
)
# By the prefixes that GitHub and GitLab give their tokens.
_TOKEN = re.compile(r"\b(?:gh[a-z]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|gl[a-z]{2,6}-[\w.-]{16,})")
# Scheme and rest of an address.
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*:/{1,3})(.*)", re.IGNORECASE | re.DOTALL)


def without_secrets(text: str, addresses: Iterable[str] = ()) -> str:
    """``text`` without userinfo of URLs, tokens, and the secrets of ``addresses``, also where these stand alone."""
    for address in sorted(set(addresses), key=len, reverse=True):
        for secret, shown in _secrets_of(address):
            text = text.replace(secret, shown)
    return _TOKEN.sub(_HIDDEN, _USERINFO.sub(r"\1", text))


def given_addresses(environ: Mapping[str, str] = os.environ) -> list[str]:
    """The addresses in ``environ`` that may contain a secret."""
    return [address for name in _GIVEN if (address := environ.get(name, "").strip())]


def _secrets_of(address: str) -> Iterator[tuple[str, str]]:
    """Each secret of ``address`` with its replacement, longer ones before their parts."""
    scheme = _SCHEME.fullmatch(address)
    if not scheme and (address.startswith(("/", ".", "~")) or "@" not in address.partition("/")[0]):
        return
    rest = scheme[2] if scheme else address
    is_web = scheme is not None and not scheme[1].lower().startswith("file:")
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
    """Whether ``place`` has userinfo: an @ in its first part, or a later one after a colon."""
    before_slash = place.partition("/")[0]
    return "@" in before_slash or ("@" in place and ":" in before_slash)


# Lone surrogates stand for bytes of a file name that are not UTF-8; they cannot be encoded.
_UNSEEN = re.compile(f"{UNSEEN_IN_VALUE.pattern}|[\n\ud800-\udfff]")
# Workflow commands; the runner skips white space before the colons.
_COMMAND = re.compile(r"(?P<before>^\s*):(?=:)|(?<=##)\[")


def visible(text: str) -> str:
    """``text`` on one line, with invisible and control characters (but the tab) escaped."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def plain_line(text: str) -> str:
    """``visible(text)`` with workflow commands of GitHub Actions escaped."""
    return _COMMAND.sub(_escaped, visible(text))


def write_lines(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Write each of ``lines`` as one line to ``stream`` (default: standard output), and flush."""
    _write(map(plain_line, lines), stream or sys.stdout)


def write_errors(lines: Iterable[str]) -> None:
    """Write each of ``lines`` as one line to standard error."""
    write_lines(lines, sys.stderr)


def write_commands(lines: Iterable[str]) -> None:
    """Write workflow commands of GitHub Actions, whose values are already escaped."""
    _write(map(visible, lines), sys.stdout)


def ask(question: str) -> str:
    """Read an answer to ``question`` from standard input, without its line end. Raises EOFError."""
    return input(f"{plain_line(question)} ")


def _escaped(found: re.Match[str]) -> str:
    return r"\u005b" if found["before"] is None else rf"{found['before']}\u003a"


def _write(lines: Iterable[str], stream: TextIO) -> None:
    encoding, addresses = stream.encoding or "utf-8", given_addresses()
    for line in lines:
        line = without_secrets(line, addresses)
        # Characters that the terminal's encoding lacks are escaped.
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()


_PELICAN = logging.getLogger("pelican")  # on which Pelican's command logs the exception that stopped it


class ReportedError(Exception):
    """An error whose lines were already printed; its text gives their number. Pelican exits with 1."""


def print_and_stop(lines: Sequence[str]) -> ReportedError:
    """Print ``lines`` on standard error and return the error to raise.

    Pelican's log handler would wrap them at the width of the terminal, and add a traceback.
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


