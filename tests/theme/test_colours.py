"""Every pair of colours that stand on each other can be told apart (WCAG 2.2, AA)."""

import re

import pytest

from tests.theme.rendering import THEME

TOKENS = (THEME / "static" / "css" / "tokens.css").read_text()
LIGHT, DARK = (
    dict(re.findall(r"--colour-([\w-]+): (#[0-9a-f]{6});", part))
    for part in TOKENS.partition("@media (forced-colors")[0].split("@media (prefers-color-scheme: dark)")
)
GROUNDS = ("cloth", "paper", "notice")
# 1.4.3: words, also small ones. 1.4.11: what one must see to understand, such as bars and borders of buttons.
WORDS = ("ink", "quiet", "link", "accent", "sogan")
SHAPES = ("rule", "bar")


def test_both_schemes_define_the_same_colours():
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(("colour", "least"), [(word, 4.5) for word in WORDS] + [(shape, 3.0) for shape in SHAPES])
def test_a_colour_can_be_read_on_its_ground(scheme, ground, colour, least):
    assert contrast(scheme[colour], scheme[ground]) >= least


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_dots_can_be_seen_on_a_bar(scheme):
    assert contrast(scheme["bar"], scheme["cloth"]) >= 3.0


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
