"""JSON that stands inside a script element."""

import json

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.outputs.structured_data.json_ld import script_json

VALUES = st.recursive(
    st.text() | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_whatever_is_written_reads_back_from_the_page(value):
    page = html5lib.parse(f"<script>{script_json(value)}</script>", namespaceHTMLElements=False)

    scripts = page.findall(".//script")

    assert len(scripts) == 1
    assert json.loads(scripts[0].text) == value


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "a & b", "baris\u2028baris\u2029"])
def test_nothing_that_could_end_the_script_stays(text):
    written = script_json({"name": text})

    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"name": text}


def test_there_is_no_space_between_keys_and_letters_stay_readable():
    assert script_json({"@type": "Thing", "name": "Ukiran “kawung”"}) == '{"@type":"Thing","name":"Ukiran “kawung”"}'


def test_a_lone_surrogate_does_not_stop_the_page_from_being_written():
    assert script_json("a\ud800b").encode() == b'"a\\ud800b"'


def test_what_json_has_no_word_for_is_refused():
    with pytest.raises(ValueError):
        script_json(float("nan"))
