"""Every component is a template, a style and an example, and its examples show what they say."""

import re

import pytest

from tests.theme.component_examples import FOLDER, ComponentExample, read_examples
from tests.theme.rendering import THEME, draw_component

TEMPLATES = THEME / "templates" / "components"
STYLES = THEME / "static" / "css"


def test_every_component_has_a_template_a_style_and_an_example():
    templates = {path.stem for path in TEMPLATES.glob("*.html")}

    styles = {path.stem for path in STYLES.glob("*/*.css")}
    examples = {path.stem for path in FOLDER.glob("*.yaml")}

    assert templates == styles == examples


@pytest.mark.parametrize("example", read_examples(), ids=lambda example: f"{example.component}: {example.name}")
def test_a_component_shows_what_its_example_says(example: ComponentExample):
    html = draw_component(example.component, example.arguments, example.caller, example.caller_takes)

    assert [text for text in example.shows if text not in html] == []
    assert [text for text in example.hides if text in html] == []
    assert example.equals is None or html == example.equals


@pytest.mark.parametrize("path", sorted(STYLES.glob("*/*.css")), ids=lambda path: path.stem)
def test_a_components_style_names_only_classes_that_its_theme_draws(path):
    drawn = "".join(template.read_text() for template in (THEME / "templates").rglob("*.html"))
    drawn += "".join(script.read_text() for script in (THEME / "static" / "js").glob("*.js"))
    # Drawn by the reader of Markdown, or put together from a word of the view.
    elsewhere = {
        "admonition",
        "admonition-title",
        "penting",
        "peringatan",
        "footnote",
        "toc",
        "toc-title",
        "cell-center",
        "cell-end",
    }
    kinds = ("aktual", "sementara", "perkiraan", "target", "rentang")
    elsewhere |= {f"figure-chart__{part}--{kind}" for part in ("bar", "dot") for kind in kinds}
    elsewhere |= {f"figure-chart__label--{role}" for role in ("tick", "period", "head")} | {"table-scroll"}

    named = set(re.findall(r"\.([a-z][\w-]+)", re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)))

    assert {name for name in named - elsewhere if name not in drawn} == set()


def test_a_components_template_uses_only_classes_of_its_own_or_of_the_layout():
    shared = {
        "columns",
        "columns__margin",
        "columns__main",
        "columns__wide",
        "visually-hidden",
        "table-scroll",
        "motif",
    }
    strangers = {}
    for path in TEMPLATES.glob("*.html"):
        classes = re.findall(r'class="([^"{]*)"', path.read_text())
        names = {name for value in classes for name in value.split()}
        strangers[path.stem] = {name for name in names - shared if not name.startswith(path.stem)}

    assert {name: found for name, found in strangers.items() if found} == {}
