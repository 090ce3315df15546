"""``colours`` of portal.yaml: what can be read is taken, and what cannot is named with the nearest colour that can."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.content.library import load_library
from kabar.content.models.colours import DARK, GROUNDS, LIGHT, SHAPES, WORDS, Colours, Scheme
from tests.own_portal import OWN_PORTAL, PORTAL
from tests.portals import write_content
from tests.theme import test_colours as theme

LINE = PORTAL.split("\n").index("    accent: '#a04b1b'") + 1
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def lines_of(tmp_path, portal: str) -> list[str]:
    content = write_content(tmp_path, OWN_PORTAL | {"portal.yaml": portal})
    return [one.as_line() for one in load_library(content, date(2020, 1, 1)).problems]


def test_the_colours_of_the_theme_are_those_of_its_sheet():
    assert ({**LIGHT}, {**DARK}) == (theme.LIGHT, theme.DARK)
    assert (GROUNDS, WORDS, SHAPES) == (theme.GROUNDS, theme.WORDS, theme.SHAPES)


def test_who_chooses_nothing_has_the_colours_of_the_theme():
    assert dict(Colours().tokens()) == {"light": LIGHT, "dark": DARK}


def test_a_colour_that_cannot_be_read_is_named_with_its_line_and_the_nearest_that_can(tmp_path):
    (line,) = lines_of(tmp_path, PORTAL.replace("'#a04b1b'", "'#b3541e'"))

    assert line == (
        f"content/portal.yaml:{LINE}:13: colours.light.accent: tulisan #b3541e di atas #d5e5df sulit dibaca:"
        " kontrasnya 3,83, paling sedikit 4,5; tulis: accent: '#a04b1b'"
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("#a04b1b", "teks sesudah ' #' akan hilang; apit nilai dengan tanda kutip, tulis: accent: \"#a04b1b\""),
        ("a04b1b", "'a04b1b' bukan bentuk warna di sini; tulis: accent: '#a04b1b'"),
        ("'#951'", "'#951' bukan bentuk warna di sini; tulis: accent: '#995511'"),
        ("merah", "'merah' bukan warna; tulis enam angka heksadesimal di antara tanda kutip, seperti '#253e7a'"),
        ("'#a04b1b; } body { display: none'", "bukan warna; tulis enam angka heksadesimal"),
    ],
)
def test_what_is_no_colour_is_refused_at_its_line_and_never_left_out(tmp_path, value, message):
    (line,) = lines_of(tmp_path, PORTAL.replace("'#a04b1b'", value))

    assert line.startswith(f"content/portal.yaml:{LINE}:")
    assert message in line


def test_a_background_on_which_the_theme_cannot_be_read_is_named(tmp_path):
    portal = re.sub(r"(?s)colours:.*sections:", "colours: {light: {background: '#808080'}}\nsections:", PORTAL)

    (line,) = lines_of(tmp_path, portal)

    assert "colours.light.background: tulisan " in line
    assert lines_of(tmp_path / "2", portal.replace("'#808080'", line.rpartition("background: ")[2])) == []


@given(scheme=st.sampled_from(("light", "dark")), chosen=st.fixed_dictionaries({},
    optional=dict.fromkeys(("background", "text", "brand", "link", "accent"), COLOURS)))
def test_what_passes_can_be_read_everywhere(scheme, chosen):
    colours = Colours(**{scheme: Scheme(**chosen)})
    if [*colours.contradictions()]:
        return

    tokens = dict(colours.tokens())[scheme]

    for ground in GROUNDS:
        for name, least in [(word, 4.5) for word in WORDS] + [(shape, 3.0) for shape in SHAPES]:
            assert theme.contrast(tokens[name], tokens[ground]) >= least, (name, ground)


@given(scheme=st.sampled_from(("light", "dark")), key=st.sampled_from(("text", "brand", "link", "accent",
    "background")), colour=COLOURS)
def test_the_colour_of_a_remedy_passes(scheme, key, colour):
    for _, message in Colours(**{scheme: Scheme(**{key: colour})}).contradictions():
        right = re.search(rf"tulis: {key}: '(#[0-9a-f]{{6}})'$", message)[1]

        assert [*Colours(**{scheme: Scheme(**{key: right})}).contradictions()] == []
