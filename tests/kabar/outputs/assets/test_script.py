"""A script comes out smaller, and means what it meant."""

import re

import pytest

from kabar.outputs.assets import minified
from tests.theme.rendering import THEME

SCRIPTS = sorted((THEME / "static" / "js").glob("*.js"), key=str)
COMMENT = re.compile(r"(^|\s)// .*$", re.MULTILINE)
TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`')


def test_comments_and_white_space_go_and_texts_stay():
    script = '// Says why.\nexport function told(left) {\n  return left ? ` (${ left } hari  lagi)` : "//  habis";\n}\n'

    assert (
        minified("js/a.js", script) == 'export function told(left){return left?` (${ left } hari  lagi)`:"//  habis";}'
    )


def test_a_pattern_whose_spaces_would_be_lost_is_refused_with_its_line():
    with pytest.raises(ValueError, match=r"^js/a\.js:2: a pattern right after =>"):
        minified("js/a.js", "let found;\nconst split = (text) => / , /.exec(text);\n")


def test_a_template_whose_spaces_would_be_lost_is_refused_with_its_line():
    with pytest.raises(ValueError, match=r"^js/a\.js:2: a template within a template"):
        minified("js/a.js", "let found;\nconst told = `in ${one ? `${one} day` : few}`;\n")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_of_our_scripts_only_comments_and_white_space_go(path):
    script = COMMENT.sub("", path.read_text("utf-8"))

    small = minified(path.name, script)

    assert re.sub(r"\s", "", small) == re.sub(r"\s", "", script)
    assert TEXT.findall(small) == TEXT.findall(script)
