"""Draw ``static/img/og.png``, the picture that social networks show for a page without one of its own.

A cloth of kawung, one seed of it new, above an indigo hem. Only the standard library, and no clock or
chance: the same pixels every time. Run ``python theme/drawings/og.py``.
"""

import struct
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

WIDTH, HEIGHT = 1200, 630
TILE = 100
HEM = 30

CLOTH = (0xF5, 0xF0, 0xE6)
SOGAN = (0x6B, 0x42, 0x26)
MENGKUDU = (0xA3, 0x1C, 0x31)
INDIGO = (0x25, 0x3E, 0x7A)

# The tile, from 0, that holds the new seed.
NEW_TILE = (8, 2)

# A seed of the mark (templates/components/kawung-mark.html) in its square of 48: cubic curves that
# start at the centre, and the slit that is cut out of it. The other seeds are its mirror images.
SEED = (
    ((25, 23), (25, 12), (33, 3), (45, 3)),
    ((45, 3), (45, 15), (36, 23), (25, 23)),
)
SLIT = ((30, 18), (34.2, 15.4), (40, 8), (32.6, 13.8))
STEPS = 24
SAMPLES = 4  # rows of samples in a row of pixels

Point = tuple[float, float]
Colour = tuple[int, int, int]


def draw() -> list[bytearray]:
    """The picture: a row of RGB bytes for each row of pixels."""
    rows = [bytearray(bytes(CLOTH) * WIDTH) for _ in range(HEIGHT)]
    for column in range(WIDTH // TILE):
        for line in range((HEIGHT - HEM) // TILE):
            for mirror_x, mirror_y in ((False, False), (True, False), (False, True), (True, True)):
                is_new = (column, line) == NEW_TILE and not mirror_x and not mirror_y
                shape = [_place(ring, column, line, mirror_x, mirror_y) for ring in (flatten(SEED), SLIT)]
                _fill(rows, shape, MENGKUDU if is_new else SOGAN)
    _fill(rows, [((0, HEIGHT - HEM), (WIDTH, HEIGHT - HEM), (WIDTH, HEIGHT), (0, HEIGHT))], INDIGO)
    _fill(rows, [((0, 612), (WIDTH, 612), (WIDTH, 615), (0, 615))], CLOTH)
    return rows


def encode(rows: Sequence[bytes]) -> bytes:
    """``rows`` of RGB bytes as a PNG file."""
    head = struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)
    # Each row tells how it is filtered: 0, not at all.
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def flatten(curves: Iterable[tuple[Point, Point, Point, Point]]) -> list[Point]:
    points = []
    for a, b, c, d in curves:
        for step in range(STEPS):
            t = step / STEPS
            u = 1 - t
            weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            points.append(
                tuple(sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
            )
    return points


def _place(ring: Iterable[Point], column: int, line: int, mirror_x: bool, mirror_y: bool) -> list[Point]:
    return [
        (
            (column + (48 - x if mirror_x else x) / 48) * TILE,
            (line + (48 - y if mirror_y else y) / 48) * TILE,
        )
        for x, y in ring
    ]


def _fill(rows: list[bytearray], rings: Sequence[Sequence[Point]], colour: Colour) -> None:
    """Paint what lies inside an odd number of ``rings``, edges blended by how much they cover."""
    edges = [pair for ring in rings for pair in zip(ring, [*ring[1:], ring[0]], strict=True)]
    top = int(min(y for ring in rings for _, y in ring))
    bottom = min(HEIGHT, int(max(y for ring in rings for _, y in ring)) + 1)
    for row in range(top, bottom):
        cover: dict[int, float] = {}
        for sample in range(SAMPLES):
            y = row + (sample + 0.5) / SAMPLES
            crossings = sorted(
                ax + (y - ay) * (bx - ax) / (by - ay) for (ax, ay), (bx, by) in edges if (ay <= y) != (by <= y)
            )
            for start, end in zip(crossings[::2], crossings[1::2], strict=True):
                for column in range(int(start), min(WIDTH, int(end) + 1)):
                    inside = min(end, column + 1) - max(start, column)
                    cover[column] = cover.get(column, 0) + inside / SAMPLES
        for column, share in cover.items():
            at = column * 3
            for channel, value in enumerate(colour):
                below = rows[row][at + channel]
                rows[row][at + channel] = round(below + (value - below) * share)


if __name__ == "__main__":
    (Path(__file__).parents[1] / "static" / "img" / "og.png").write_bytes(encode(draw()))
