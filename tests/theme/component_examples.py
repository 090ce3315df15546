"""Read a component's examples: YAML in which ``!Card {…}`` makes the view of that name."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from kabar.content.markdown_source import directives as body_parts
from kabar.figures import plot
from kabar.pages.parts import kinds, views

FOLDER = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class ComponentExample:
    """A call of a component, and strings that it must show, must not show, or must be equal to."""

    component: str
    name: str
    arguments: dict
    caller: str | None = None
    caller_takes: str = ""
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    equals: str | None = None


def read_examples() -> list[ComponentExample]:
    """Every example of every component, in the order of names."""
    return [
        ComponentExample(component=path.stem, **example)
        for path in sorted(FOLDER.glob("*.yaml"))
        for example in yaml.load(path.read_text(), _Views)
    ]


class _Views(yaml.SafeLoader):
    """YAML whose tags are names of views."""


def _make(loader: _Views, name: str, node: yaml.Node):
    view = next(getattr(m, name) for m in (views, kinds, body_parts, plot) if hasattr(m, name))
    return view(**loader.construct_mapping(node, deep=True))


_Views.add_multi_constructor("!", _make)
