"""Real pictures of a few pixels."""

import io

from PIL import Image, PngImagePlugin


def png(text: str = "") -> bytes:
    """A PNG of one pixel; ``text`` lies in it as a comment."""
    info = PngImagePlugin.PngInfo()
    if text:
        info.add_text("Comment", text)
    out = io.BytesIO()
    Image.new("L", (1, 1)).save(out, "PNG", pnginfo=info)
    return out.getvalue()
