"""Edits of a front matter: what is asked, and not a byte more."""

import pytest

from kabar.editing.files.file_changes import Refused
from kabar.editing.files.front_matter_edit import append_value, drop_value, replace_value, set_value
from kabar.editing.files.front_text import read_front_text


def front(*lines: str, end: str = "\n"):
    return read_front_text("topik/a.md", end.join(["---", *lines, "---", "isi: [a, b]", ""]))


def lines_of(edited) -> list[str]:
    return edited.text.splitlines()[1:-2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["tags: [a, b]"], ["tags: [a, baru]"]),
        (["tags: [a,b ]  # kata"], ["tags: [a,baru ]  # kata"]),
        (["tags: ['a', \"b\"]"], ["tags: ['a', \"baru\"]"]),
        (['"tags" :', "- 'a'", "-   b   # kata"], ['"tags" :', "- 'a'", "-   baru   # kata"]),
        (
            ["tags:", "  # dulu", "  - a", "", "  - Industri", "    kecil"],
            ["tags:", "  # dulu", "  - a", "", "  - baru"],
        ),
        (["tags:", "  - a", "  - >-", "    b", "x: y"], ["tags:", "  - a", "  - >-", "    baru", "x: y"]),
        (["tags:", "  - a", "  - |", "    b", "    c", "x: y"], ["tags:", "  - a", "  - |", "    baru", "x: y"]),
        (["tags: [", "  a,", "  é b", "]"], ["tags: [", "  a,", "  baru", "]"]),
        (["tags: [a, !!str b]"], ["tags: [a, !!str baru]"]),
    ],
)
def test_a_value_is_replaced_in_its_own_style(before, after):
    assert lines_of(replace_value(front(*before), "tags", 1, "baru")) == after


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [
        (0, ["tags: [a, b, c]"], ["tags: [b, c]"]),
        (1, ["tags: [a, b, c]"], ["tags: [a, c]"]),
        (2, ["tags: [a, b , c]"], ["tags: [a, b]"]),
        (1, ["tags: [a, b,]"], ["tags: [a,]"]),
        (0, ["tags: [", "  a,  # kata", "  b", "]"], ["tags: [", "  # kata", "  b", "]"]),
        (0, ["tags: ['a'] # kata"], ["tags: [] # kata"]),
        (0, ["tags:", "  - a", "  - b"], ["tags:", "  - b"]),
        (1, ["tags:", "- a", "- b  # kata", "x: y"], ["tags:", "- a", "# kata", "x: y"]),
        (1, ["tags:", "  - a", "  - Industri", "    kecil", "x: y"], ["tags:", "  - a", "x: y"]),
        (0, ["x: y", "tags:  # kata", "  - a", "z: y"], ["x: y", "# kata", "z: y"]),
        (0, ["tags:", "- a", "z: y"], ["tags:", "z: y"]),
        (0, ["x: y", "tags: a"], ["x: y"]),
    ],
)
def test_a_value_is_dropped_and_comments_stay(number, before, after):
    assert lines_of(drop_value(front(*before), "tags", number)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["x: y"], ["x: y", "aliases:", "  - /b/"]),
        (["aliases: [/a/]"], ["aliases: [/a/, /b/]"]),
        (["aliases: [ /a/, ]"], ["aliases: [ /a/, /b/, ]"]),
        (["aliases: []  # kata"], ["aliases: [/b/]  # kata"]),
        (["aliases: [ ]"], ["aliases: [/b/ ]"]),
        (["aliases:  # kata", "x: y"], ["aliases:  # kata", "- /b/", "x: y"]),
        (["aliases:", "    - /a/  # kata", "x: y"], ["aliases:", "    - /a/  # kata", "    - /b/", "x: y"]),
        (["  aliases:", "  - '/a/'", "  # kata"], ["  aliases:", "  - '/a/'", "  - /b/", "  # kata"]),
        (["  x: y"], ["  x: y", "  aliases:", "    - /b/"]),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_is_appended_and_dropped_again_leaves_no_trace(before, after, end):
    original = front(*before, end=end)

    edited = append_value(original, "aliases", "/b/")

    assert edited.text == front(*after, end=end).text
    assert drop_value(edited, "aliases", len(edited.items("aliases")) - 1).text == original.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["x: y"], ["x: y", "merged_into: b"]),
        (["merged_into:", "x: y"], ["merged_into: b", "x: y"]),
        (["merged_into : # kata", "x: y"], ["merged_into : b # kata", "x: y"]),
        (["merged_into: 'a'", "x: y"], ["merged_into: 'b'", "x: y"]),
    ],
)
def test_a_key_is_set(before, after):
    assert lines_of(set_value(front(*before), "merged_into", "b")) == after


def test_byte_order_mark_and_body_stay():
    text = "\ufeff\n---\ntags: [a]\n---\n---\ntags: [a]\n"

    edited = replace_value(read_front_text("topik/a.md", text), "tags", 0, "b")

    assert edited.text == "\ufeff\n---\ntags: [b]\n---\n---\ntags: [a]\n"


def test_a_yaml_file_is_front_matter_from_its_first_character():
    edited = replace_value(read_front_text("angka/a.yaml", "\ufefftags: [a]\nunit: USD"), "tags", 0, "b")

    assert edited.text == "\ufefftags: [b]\nunit: USD"


def test_places_count_lines_and_columns_as_an_editor_sees_them():
    file = read_front_text("topik/a.md", "\ufeff---\r\nx: é\r\ntags: [é, b]\r\n---\r\n")

    assert file.place(file.items("tags")[1]) == (3, 11)


def test_a_style_that_cannot_be_edited_is_refused_with_its_place():
    with pytest.raises(Refused, match=r"^topik/a.md:2:1: merged_into: tulisan di sini"):
        set_value(front("{x: y}"), "merged_into", "b")
