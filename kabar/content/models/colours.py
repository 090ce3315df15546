"""The colours of the portal: those that ``portal.yaml`` may choose, those derived from them, and their contrast.

Each colour is checked against everything that the theme puts it on, by WCAG 2.2 AA: 4.5:1 for text (1.4.3), 3:1 for
what one must see to understand, such as bars and borders of fields (1.4.11).
"""

import colorsys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial

from pydantic import Field

from kabar.content.models.model import FieldPath, Model
from kabar.content.parsing.fields import Colour

# The tokens of theme/static/css/tokens.css, without "--colour-"; a test compares both.
LIGHT: Mapping[str, str] = {
    "cloth": "#f5f0e6", "paper": "#fcf9f3", "ink": "#261b13", "quiet": "#66574a", "line": "#dacdb9", "rule": "#8c6a49",
    "sogan": "#6b4226", "link": "#253e7a", "accent": "#a31c31", "bar": "#3a548f", "bar-pale": "#8fa0c8",
    "notice": "#ebe0cb",
}  # fmt: skip
DARK: Mapping[str, str] = {
    "cloth": "#1b1510", "paper": "#261e17", "ink": "#f0e7da", "quiet": "#bbab99", "line": "#43372c", "rule": "#a98662",
    "sogan": "#d9ae86", "link": "#adc1f2", "accent": "#f28f8b", "bar": "#8ea7e4", "bar-pale": "#4f6299",
    "notice": "#352a20",
}  # fmt: skip
# The token of each key of portal.yaml.
TOKENS = {"background": "cloth", "text": "ink", "brand": "sogan", "link": "link", "accent": "accent"}
GROUNDS = ("cloth", "paper", "notice")
WORDS = ("ink", "quiet", "link", "accent", "sogan")
SHAPES = ("rule", "bar")
LEAST_OF_TEXT, LEAST_OF_SHAPES = 4.5, 3.0
# Tokens that follow others where those are chosen: from the ground, so much of the other.
_DERIVED = {
    "paper": ("cloth", "", 0.0), "notice": ("cloth", "sogan", 0.11), "line": ("cloth", "sogan", 0.22),
    "quiet": ("cloth", "ink", 0.7), "rule": ("cloth", "sogan", 0.75), "bar": ("cloth", "link", 0.88),
    "bar-pale": ("cloth", "link", 0.5),
}  # fmt: skip
_STEPS = 255  # of lightness


class Scheme(Model):
    """The colours of one scheme; what is not given stays as it is in the theme."""

    background: Colour | None = Field(default=None, description="latar halaman")
    text: Colour | None = Field(default=None, description="tulisan")
    brand: Colour | None = Field(default=None, description="warna khas: tanda portal, garis, tombol")
    link: Colour | None = Field(default=None, description="tautan dan batang grafik")
    accent: Colour | None = Field(default=None, description="aksen: yang baru, keadaan, tautan yang ditunjuk")


class Colours(Model):
    """Own colours for readers whose screen is light, and for those whose screen is dark."""

    light: Scheme = Field(default=Scheme(), description="warna pada layar terang")
    dark: Scheme = Field(default=Scheme(), description="warna pada layar gelap")

    def schemes(self) -> Iterator[tuple[str, Scheme, Mapping[str, str]]]:
        """Yield the name, the choice and the theme's tokens of both schemes."""
        yield "light", self.light or Scheme(), LIGHT
        yield "dark", self.dark or Scheme(), DARK

    def tokens(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Yield the name and all tokens of both schemes."""
        for name, scheme, theme in self.schemes():
            yield name, tokens_of(chosen_in(scheme), theme)

    def light_tokens(self) -> Mapping[str, str]:
        """All tokens of the light scheme, that of icons and cards."""
        return tokens_of(chosen_in(self.light or Scheme()), LIGHT)

    def contradictions(self) -> Iterator[tuple[FieldPath, str]]:
        """Yield (path of the colour, message) for each colour that cannot be told apart from what it stands on."""
        for name, scheme, theme in self.schemes():
            for key, message in _faults_of(chosen_in(scheme), theme):
                yield (name, key), message


def chosen_in(scheme: Scheme) -> dict[str, str]:
    """The colours that ``scheme`` gives, by token."""
    given = ((token, getattr(scheme, key)) for key, token in TOKENS.items())
    return {token: colour for token, colour in given if colour}


def tokens_of(chosen: Mapping[str, str], theme: Mapping[str, str]) -> dict[str, str]:
    """All tokens: those ``chosen``, those derived from a chosen one, and otherwise those of the ``theme``.

    Derived ones are moved towards the colour of text until they can be told apart from all grounds.
    """
    tokens = _derived(chosen, theme, _DERIVED)
    for token in ("quiet", *SHAPES):
        if tokens[token] != theme[token]:
            tokens[token] = _readable(tokens, token)
    return tokens


def _derived(chosen: Mapping[str, str], theme: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The tokens, of which those of ``names`` follow the chosen ones."""
    tokens = {**theme, **chosen}
    for token in names:
        ground, other, share = _DERIVED[token]
        if ground in chosen or other in chosen:
            tokens[token] = mixed(tokens[ground], tokens[other], share) if other else _raised(tokens[ground])
    return tokens


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """The colour ``one`` with so much of the ``other``, 0 to 1."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return _written(tuple(round(a + (b - a) * share) for a, b in pairs))


def _raised(ground: str) -> str:
    # Cards are lighter than the page, also in the dark.
    return mixed(ground, "#ffffff", 0.05 if _luminance(ground) < 0.2 else 0.6)


def _readable(tokens: Mapping[str, str], token: str) -> str:
    least = LEAST_OF_SHAPES if token in SHAPES else LEAST_OF_TEXT
    steps = (mixed(tokens[token], tokens["ink"], step / 20) for step in range(21))
    return next((one for one in steps if _least(one, tokens) >= least), tokens["ink"])


def _least(colour: str, tokens: Mapping[str, str]) -> float:
    return min(contrast(colour, tokens[ground]) for ground in GROUNDS)


def _faults_of(chosen: Mapping[str, str], theme: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (key, message) for each chosen colour that has too little contrast."""
    grounded = partial(_derived, theme=theme, names=GROUNDS[1:])
    tokens = grounded(chosen)
    keys = {token: key for key, token in TOKENS.items()}
    bad = [token for token in WORDS if token in keys and _least(tokens[token], tokens) < LEAST_OF_TEXT]
    for token in (one for one in bad if one in chosen):

        def is_good(colour: str, token: str = token) -> bool:
            return _least(colour, grounded({**chosen, token: colour})) >= LEAST_OF_TEXT

        yield keys[token], _message(tokens, token, keys[token], is_good)
    others = [token for token in bad if token not in chosen]
    if others and "cloth" in chosen:

        def is_good_ground(colour: str) -> bool:
            with_ground = grounded({**chosen, "cloth": colour})
            return all(_least(with_ground[token], with_ground) >= LEAST_OF_TEXT for token in others)

        worst = min(others, key=lambda token: _least(tokens[token], tokens))
        yield "background", _message(tokens, worst, "background", is_good_ground)


def _message(tokens: Mapping[str, str], token: str, key: str, is_good: Callable[[str], bool]) -> str:
    ground = min(GROUNDS, key=lambda one: contrast(tokens[token], tokens[one]))
    found = contrast(tokens[token], tokens[ground])
    # Rounded down: 4.49 is not 4.5.
    ratio = f"{int(found * 100) / 100:.2f}".replace(".", ",")
    what = f"tulisan {tokens[token]} di atas {tokens[ground]} sulit dibaca: kontrasnya {ratio}, paling sedikit 4,5"
    right = nearest(tokens[TOKENS[key]], is_good)
    if right:
        return f"{what}; tulis: {key}: '{right}'"
    return f"{what}; pilih 'background' yang lebih terang atau lebih gelap"


def nearest(colour: str, is_good: Callable[[str], bool]) -> str:
    """The colour of the same hue and saturation, and the nearest lightness, that ``is_good``; empty if none is."""
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    for step in range(1, _STEPS + 1):
        for one in (light - step / _STEPS, light + step / _STEPS):
            if 0 <= one <= 1:
                parts = colorsys.hls_to_rgb(hue, one, saturation)
                found = _written(tuple(round(part * 255) for part in parts))
                if is_good(found):
                    return found
    return next((one for one in ("#000000", "#ffffff") if is_good(one)), "")


@lru_cache(maxsize=4096)  # the search for the nearest colour asks again and again
def _luminance(colour: str) -> float:
    shares = (channel / 255 for channel in _channels(colour))
    linear = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _written(channels: tuple[int, ...]) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in channels)
