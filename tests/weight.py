"""What a page weighs on the way to a reader, and by how much it is too heavy."""

import re
from collections.abc import Mapping
from functools import cache

import brotli

# Ten TCP segments, less their heads: what a server sends before it waits for an answer (RFC 6928).
FIRST_PACKETS = 14 * 1024
SCRIPTS = 10_000  # octets of a page's scripts, search aside, both as they are and as they are sent


@cache
def sent(data: bytes) -> int:
    """How many octets ``data`` takes as hosts send it."""
    return len(brotli.compress(data, quality=11))


def _packed_in_haste(data: bytes) -> bytes:
    return brotli.compress(data, quality=5)


def sheets_of(html: bytes) -> list[str]:
    """The addresses of the style sheets that a screen loads with a page."""
    return re.findall(r'<link rel="stylesheet" href="([^"]+)">', html.decode("utf-8", "replace"))


def too_heavy(
    pages: Mapping[str, bytes], sheets: Mapping[str, bytes], scripts: Mapping[str, Mapping[str, bytes]] | None = None
) -> list[str]:
    """The pages, by name, that do not come in the first packets with their ``sheets``, and how much they exceed them.

    ``sheets`` are by address. ``scripts``, by page and name, come with them where they are given.
    """
    beside = {
        name: sum(sent(sheets[address]) for address in sheets_of(html))
        + sum(map(sent, (scripts or {}).get(name, {}).values()))
        for name, html in pages.items()
    }
    # What fits when it is packed in haste fits; to pack all of a portal well takes long.
    doubtful = {
        name: html for name, html in pages.items() if len(_packed_in_haste(html)) + beside[name] > FIRST_PACKETS
    }
    weights = {name: sent(html) + beside[name] for name, html in doubtful.items()}
    return [
        f"{name}: {weight} octets, {weight - FIRST_PACKETS} too many"
        for name, weight in sorted(weights.items())
        if weight > FIRST_PACKETS
    ]


def too_many_scripts(pages: Mapping[str, Mapping[str, bytes]]) -> list[str]:
    """The pages, by name, whose scripts weigh too much together, and how much they exceed what they may."""
    told = []
    for name, scripts in sorted(pages.items()):
        plain, compressed = (sum(map(weigh, scripts.values())) for weigh in (len, sent))
        if plain >= SCRIPTS:
            told.append(f"{name}: {plain} octets of scripts, {plain - SCRIPTS + 1} too many")
        if compressed >= SCRIPTS:
            told.append(f"{name}: {compressed} octets of scripts as sent, {compressed - SCRIPTS + 1} too many")
    return told
