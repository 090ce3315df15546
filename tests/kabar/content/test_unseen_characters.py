"""What may not stand in a file, a body, a value: each list holds the one before."""

import sys
from datetime import date

import pytest

from kabar.content.library import load_library
from kabar.text.characters import CONTROL, UNSEEN_IN_BODY, UNSEEN_IN_VALUE, find_in_value
from tests.portals import NEWS, SMALL, write_content

ALL = "".join(map(chr, range(sys.maxunicode + 1)))


def test_what_no_file_may_contain_no_body_may_and_no_value():
    file, body, value = (set(one.findall(ALL)) for one in (CONTROL, UNSEEN_IN_BODY, UNSEEN_IN_VALUE))

    assert file < body < value
    assert all(find_in_value(f"a{one}b") == one for one in value)


@pytest.mark.parametrize("text", ["Perajin\t\n", "é ü 木工 עברית ไทย", "👩‍🔧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ✂️", "می‌خواهم"])
def test_letters_of_any_script_emoji_and_what_joins_them_stay(text):
    assert find_in_value(text) == ""


@pytest.mark.parametrize(
    "character", ["\U000f0000", "\ufdd0", "\u200b", "\u202e", "\u115f", "\\u0007", "\\u2028", "\\e"]
)
def test_a_title_with_one_is_reported_at_its_line(tmp_path, character):
    text = NEWS.replace("title: Berita karangan", f'title: "Berita {character}karangan"')
    files = SMALL | {"berita/2019/karangan.md": text}

    (problem,) = load_library(write_content(tmp_path, files), date(2020, 1, 1)).problems

    assert (problem.line, problem.field) == (2, "title")
    assert " (U+" in problem.message and problem.message.endswith("tulis: title: Berita karangan")
