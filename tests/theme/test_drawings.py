"""The drawn PNG is what its script draws."""

import runpy
import struct
import zlib

import pytest
from PIL import Image

from tests.theme.rendering import THEME


@pytest.mark.long
def test_the_social_picture_is_the_one_that_its_script_draws():
    script = runpy.run_path(str(THEME / "drawings" / "og.py"))

    kept = (THEME / "static" / "img" / "og.png").read_bytes()

    # Pixels and not bytes: other versions of zlib compress otherwise.
    assert _pixels(kept) == _pixels(script["encode"](script["draw"]()))


def test_the_social_picture_has_the_size_that_networks_ask_for():
    kept = (THEME / "static" / "img" / "og.png").read_bytes()

    assert struct.unpack(">II", kept[16:24]) == (1200, 630)
    assert len(kept) < 300_000


def test_the_icons_are_those_that_their_script_draws(monkeypatch):
    monkeypatch.syspath_prepend(THEME / "drawings")
    script = runpy.run_path(str(THEME / "drawings" / "icons.py"))

    for name, side, share in script["ICONS"]:
        with Image.open(THEME / "static" / "img" / name) as kept:
            assert kept.size == (side, side)
            assert kept.convert("RGB").tobytes() == script["draw"](side, share).tobytes()


def _pixels(png: bytes) -> bytes:
    at, data = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    return zlib.decompress(data)
