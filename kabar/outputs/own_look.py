"""Gives the theme the portal's own colours and logo (``portal.yaml``): style sheet, icons, picture for networks.

A portal that chooses nothing has the theme's files as they are.
"""

import io
import re
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageColor

from kabar.content.media.picture_files import is_drawing, read_drawing
from kabar.content.models.colours import DARK, LIGHT
from kabar.content.models.portal import Portal
from kabar.outputs.cleaning.cleaned_files import clean
from kabar.outputs.social_cards.card import SIZE

TOKENS, FAVICON, NETWORKS = "css/tokens.css", "img/favicon.svg", "img/og.png"
# Name, side in pixels, share of the side that the logo takes. What is masked keeps a circle of four fifths.
_ICONS = (
    ("img/icon-180.png", 180, 0.86),
    ("img/icon-192.png", 192, 1.0),
    ("img/icon-512.png", 512, 1.0),
    ("img/icon-maskable-512.png", 512, 0.56),
)
_HEM = (600, 612, 615, 630)  # rows of the picture for networks: a band with a thin line in it
_IN_NETWORKS, _IN_CARDS = (420, 600, 300), (240, 950, 300)  # side of the logo, and its middle
_PALETTE = 256
_STYLE = """\
.nameplate__name--own {
  display: inline-flex;
  align-items: center;
  gap: var(--space-xs);
}
.nameplate__name--own picture {
  flex: none;
}
.nameplate__logo {
  inline-size: auto;
  block-size: 1.35em;
  background: none;
  object-fit: contain;
}
"""
# Its room is known before it has come, so that nothing moves.
_ROOM = ".nameplate__logo {{ aspect-ratio: {} / {} }}\n"


def with_own_look(files: Mapping[str, bytes], portal: Portal, content: Path) -> Mapping[str, bytes]:
    """The theme's ``files``, by path below its static folder, with the colours and the logo of ``portal``.

    ``content`` is the content folder. Raises OSError where a picture cannot be read.
    """
    own = dict(files)
    schemes = dict(portal.colours.tokens())
    if schemes != {"light": LIGHT, "dark": DARK}:
        own[TOKENS] = _with_tokens(files[TOKENS].decode(), schemes).encode()
        own[FAVICON] = _drawn_with(files[FAVICON].decode(), schemes).encode()
        for name in (NETWORKS, *(name for name, _, _ in _ICONS)):
            own[name] = _recoloured(files[name], schemes["light"])
    if logo := portal.logo:
        del own[FAVICON]
        for path, name in ((logo.file, logo.asset), (logo.dark, logo.dark_asset)):
            if path:
                own[name] = clean(path, (content / path).read_bytes())
        own["css/components/nameplate-own.css"] = (_STYLE + _ROOM.format(*_size_of(content, logo.file))).encode()
        icon, tokens = _opened(content / logo.icon_file), schemes["light"]
        for name, side, share in _ICONS:
            middle = side // 2, side // 2
            own[name] = _saved(_placed(icon, (side, side), tokens["cloth"], round(side * share), middle))
        own[NETWORKS] = _saved(_with_hem(icon, tokens, *_IN_NETWORKS))
    return own


def ground_of_cards(files: Mapping[str, bytes], portal: Portal, content: Path) -> bytes:
    """The picture on which social cards are drawn; ``files`` as ``with_own_look`` returns them."""
    if portal.logo is None:
        return files[NETWORKS]
    tokens = portal.colours.light_tokens()
    return _saved(_with_hem(_opened(content / portal.logo.icon_file), tokens, *_IN_CARDS))


def _with_tokens(css: str, schemes: Mapping[str, Mapping[str, str]]) -> str:
    parts = re.split(r"(?=@media \(prefers-color-scheme: dark\))|(?=@media \(forced-colors)", css)
    light, *others = parts
    return "".join([_replaced(light, schemes["light"]), *(_replaced_in_dark(part, schemes["dark"]) for part in others)])


def _replaced_in_dark(part: str, tokens: Mapping[str, str]) -> str:
    return _replaced(part, tokens) if part.startswith("@media (prefers-color-scheme: dark)") else part


def _replaced(css: str, tokens: Mapping[str, str]) -> str:
    return re.sub(
        r"(--colour-([\w-]+): )(#[0-9a-fA-F]{6})(?=;)", lambda found: found[1] + tokens.get(found[2], found[3]), css
    )


def _drawn_with(svg: str, schemes: Mapping[str, Mapping[str, str]]) -> str:
    """``svg`` with the tokens of both schemes, where it has the theme's colours."""
    new = {LIGHT[name]: colour for name, colour in schemes["light"].items()}
    new |= {DARK[name]: colour for name, colour in schemes["dark"].items()}
    return re.sub(r"#[0-9a-f]{6}", lambda found: new.get(found[0], found[0]), svg)


def _recoloured(png: bytes, tokens: Mapping[str, str]) -> bytes:
    """``png``, which shows inks on cloth, with other ``tokens``: each pixel keeps its share of ink."""
    with Image.open(io.BytesIO(png)) as opened:
        image = opened.convert("RGB").quantize(_PALETTE, dither=Image.Dither.NONE)
    old = image.getpalette() or []
    names = ("sogan", "accent", "link")
    inks = [(ImageColor.getrgb(LIGHT[name]), ImageColor.getrgb(tokens[name])) for name in names]
    cloth = ImageColor.getrgb(LIGHT["cloth"]), ImageColor.getrgb(tokens["cloth"])
    new: list[int] = []
    for at in range(0, len(old), 3):
        share, ink = _ink_in((old[at], old[at + 1], old[at + 2]), cloth[0], [before for before, _ in inks])
        pairs = zip(cloth[1], inks[ink][1], strict=True)
        new += [round(ground + (colour - ground) * share) for ground, colour in pairs]
    image.putpalette(new)
    return _saved(image)


def _ink_in(
    pixel: tuple[int, ...], cloth: tuple[int, ...], inks: list[tuple[int, ...]]
) -> tuple[float, int]:
    """The share of ink in ``pixel``, 0 to 1, and the index of the ink: those that come nearest to it."""

    def fit(number: int) -> tuple[float, float, int]:
        way = [ink - ground for ink, ground in zip(inks[number], cloth, strict=True)]
        seen = [value - ground for value, ground in zip(pixel, cloth, strict=True)]
        share = sum(a * b for a, b in zip(way, seen, strict=True)) / sum(a * a for a in way)
        share = min(1.0, max(0.0, share))
        return sum((a * share - b) ** 2 for a, b in zip(way, seen, strict=True)), share, number

    _, share, number = min(map(fit, range(len(inks))))
    return share, number


def _size_of(content: Path, path: str) -> tuple[int, int]:
    if is_drawing(path):
        drawing = read_drawing(content, path)
        return (drawing.width, drawing.height) if drawing else (1, 1)
    with Image.open(content / path) as opened:
        return opened.size


def _opened(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        return opened.convert("RGBA")


def _placed(
    icon: Image.Image, size: tuple[int, int], ground: str, side: int, middle: tuple[int, int]
) -> Image.Image:
    """A picture of ``size`` in the colour ``ground`` with ``icon`` of ``side`` pixels around the point ``middle``."""
    picture = Image.new("RGB", size, ground)
    small = icon.resize((side, side), Image.Resampling.LANCZOS)
    picture.paste(small, (middle[0] - side // 2, middle[1] - side // 2), small)
    return picture


def _with_hem(icon: Image.Image, tokens: Mapping[str, str], side: int, across: int, down: int) -> Image.Image:
    picture = _placed(icon, SIZE, tokens["cloth"], side, (across, down))
    top, line, below, bottom = _HEM
    picture.paste(tokens["link"], (0, top, SIZE[0], bottom))
    picture.paste(tokens["cloth"], (0, line, SIZE[0], below))
    return picture


def _saved(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=9)
    return written.getvalue()
