"""XML out of any text."""

from xml.etree.ElementTree import Element

import lxml.etree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.outputs.feeds.feed_values import add, allowed_in_xml, as_bytes


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_reads_back_as_text_and_as_attribute_less_what_xml_forbids(text):
    root = Element("a")
    add(root, "b", text, c=text)

    found = lxml.etree.fromstring(as_bytes(root))[0]

    assert (found.text or "") == allowed_in_xml(text)
    assert found.get("c") == allowed_in_xml(text)


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\x1fb", "a\rb", "a\ufffeb", "a\uffffb", "a\ud800b"])
def test_what_xml_forbids_goes_and_the_rest_stays(text):
    assert allowed_in_xml(text) == "ab"


@pytest.mark.parametrize("text", ["tab\tdan\nbaris", "😀 🏺", "كتاب", "\u2028", "\x85"])
def test_what_xml_allows_stays(text):
    assert allowed_in_xml(text) == text
