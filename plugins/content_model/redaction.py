"""Take secrets out of messages: who signs in at an address, tokens of forges, what is asked of an address by a query.

Applied where messages leave: to stderr, to stdout, to ``.cache/galat.txt``.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

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
