"""What a page weighs on the way to a reader, and by how much it is too heavy."""

from collections.abc import Mapping

import brotli

# Ten TCP segments, less their heads: what a server sends before it waits for an answer (RFC 6928).
FIRST_PACKETS = 14 * 1024
SCRIPTS = 10_000  # octets of all scripts together, search aside


def sent(data: bytes) -> int:
    """How many octets ``data`` takes as hosts send it."""
    return len(brotli.compress(data, quality=11))


def too_heavy(pages: Mapping[str, bytes], css: bytes) -> list[str]:
    """The pages, by name, that do not come with the style sheet in the first packets, and how much they exceed them."""
    styles = sent(css)
    weights = {name: sent(html) + styles for name, html in pages.items()}
    return [
        f"{name}: {weight} octets, {weight - FIRST_PACKETS} too many"
        for name, weight in sorted(weights.items())
        if weight > FIRST_PACKETS
    ]
