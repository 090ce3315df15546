"""What offices paste (``pasted.yaml``): named line by line, mended by ``make rapikan``, and then published whole."""

import re
from pathlib import Path

import pytest
import yaml

from kabar.content.markdown_source.body_limits import find_body_problems
from kabar.content.markdown_source.body_scan import scan_body
from kabar.editing.tidy import tidy_body
from tests.markdown.structure import github, ours

PASTED = yaml.safe_load(Path(__file__).with_name("pasted.yaml").read_text("utf-8"))
COUNTED = {"items": "li", "rows": "tr", "breaks": "br", "bold": "strong", "links": "a"}

names = [f"{number} {one['from']}" for number, one in enumerate(PASTED, 1)]


def words(text: str) -> list[str]:
    """The words of ``text``, without numbers and letters of lists; one that a line end cut is whole again."""
    return re.findall(r"[^\W\d_]{3,}", re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text))


def tags(tree: list) -> list[str]:
    return [tag for one in tree if not isinstance(one, str) for tag in (one[0], *tags(one[-1]))]


def texts(tree: list) -> str:
    return " ".join(one if isinstance(one, str) else texts(one[-1]) for one in tree)


@pytest.mark.parametrize("pasted", PASTED, ids=names)
def test_once_tidied_a_person_finds_all_that_was_pasted(pasted):
    body = tidy_body(pasted["text"])

    page = ours(body)
    assert find_body_problems(body, 1) == []
    assert scan_body(body, 1).problems == ()
    assert "<" in body or page == github(body)
    assert words(texts(page)) == words(re.sub(r"https://\S+(?=\))", "", pasted["text"]))
    assert {name: tags(page).count(tag) for name, tag in COUNTED.items() if name in pasted} == {
        name: pasted[name] for name in COUNTED if name in pasted
    }
    assert tidy_body(body) == body


@pytest.mark.parametrize("pasted", PASTED, ids=names)
def test_what_is_tidied_was_named_before(pasted):
    body = pasted["text"]

    named = find_body_problems(body, 1) or scan_body(body, 1).problems

    assert bool(named) == (tidy_body(body) != body)
