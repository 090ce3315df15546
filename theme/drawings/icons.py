"""Draw the icons of ``static/img``: the mark of four seeds on cloth, for home screens.

Needs Pillow, as the portal does; the same pixels every time. Run ``python theme/drawings/icons.py``.
"""

from pathlib import Path

from og import CLOTH, MENGKUDU, SEED, SLIT, SOGAN, flatten
from PIL import Image, ImageDraw

SAMPLES = 4  # drawn so many times larger, then made smaller, for smooth edges

# Name, side in pixels, share of the side that the mark takes. What is masked keeps a circle of four fifths.
ICONS = (
    ("icon-180.png", 180, 0.86),
    ("icon-192.png", 192, 0.92),
    ("icon-512.png", 512, 0.92),
    ("icon-maskable-512.png", 512, 0.56),
)


def draw(side: int, share: float) -> Image.Image:
    """An icon of ``side`` pixels whose mark takes ``share`` of it."""
    large = side * SAMPLES
    picture = Image.new("RGB", (large, large), CLOTH)
    pen = ImageDraw.Draw(picture)
    scale, edge = large * share / 48, large * (1 - share) / 2
    for mirror_x, mirror_y in ((False, False), (True, False), (False, True), (True, True)):
        is_new = not mirror_x and not mirror_y
        for ring, colour in ((flatten(SEED), MENGKUDU if is_new else SOGAN), (SLIT, CLOTH)):
            pen.polygon(
                [
                    (edge + (48 - x if mirror_x else x) * scale, edge + (48 - y if mirror_y else y) * scale)
                    for x, y in ring
                ],
                fill=colour,
            )
    return picture.resize((side, side), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    for name, side, share in ICONS:
        draw(side, share).save(Path(__file__).parents[1] / "static" / "img" / name, optimize=True)
