"""Scripts and styles work in the browsers of the end of 2022: Chrome 108, Firefox 108, Safari 16.2."""

import re

import pytest

from tests.theme.rendering import THEME

# What came later (MDN, browser compatibility data), with the first versions of Chrome, Firefox and Safari.
SCRIPTS = {
    r"\.(toSorted|toReversed|toSpliced)\(": (110, 115, "16.0"),
    r"\.(isWellFormed|toWellFormed)\(": (111, 119, "16.4"),
    r"\b(Object|Map)\.groupBy\(": (117, 119, "17.4"),
    r"\bPromise\.(withResolvers|try)\(": (119, 121, "17.4"),
    r"\bArray\.fromAsync\(": (121, 115, "16.4"),
    r"\bIterator\.|\.(values|keys|entries)\(\)\.(map|filter|take|drop|some|every|find|reduce|toArray|forEach)\(": (
        122,
        131,
        "18.4",
    ),
    r"\.(union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\(": (
        122,
        127,
        "17.0",
    ),
    r"\bURL\.(canParse|parse)\(": (120, 115, "17.0"),
    r"URLSearchParams\([^)]*\)\.size|[pP]arams\.size|\b(asked|given)\.size": (113, 112, "17.0"),
    r"\b(asked|given|params|searchParams)\.(has|delete)\([^()]*,": (118, 115, "17.0"),
    r"\.checkVisibility\(": (105, 106, "17.4"),
    r"\(\?<[=!]": (62, 78, "16.4"),
    r"/[dgimsuy]*v[dgimsuy]*\b(?=[).,;])": (112, 116, "17.0"),
    r"\bstatic\s*\{": (94, 93, "16.4"),
    r"\bimport\b[^;]*\bwith\s*\{": (123, 138, "17.2"),
    r"\badoptedStyleSheets\b": (73, 101, "16.4"),
    r"\bstartViewTransition\(": (111, 144, "18.0"),
    r"\bIntl\.Segmenter\b": (87, 125, "14.1"),
    r"\brequestIdleCallback\(": (47, 55, "none"),
    r"\bRegExp\.escape\(": (136, 134, "18.2"),
    r"\bAbortSignal\.any\(": (116, 124, "17.4"),
    r"\bonscrollend\b|[\"']scrollend[\"']": (114, 109, "26.2"),
    r"\bshowPopover\(|\bpopover\b": (114, 125, "17.0"),
}
STYLES = {
    r"@container\b|\bcqw\b|\bcqi\b": (105, 110, "16.0"),
    r"@scope\b": (118, 146, "17.4"),
    r"@starting-style\b": (117, 129, "17.5"),
    r"@property\b": (85, 128, "16.4"),
    r"(?m)^\s*&|[{;]\s*&": (120, 117, "17.2"),
    r"\bcolor-mix\(": (111, 113, "16.2"),
    r"\blight-dark\(": (123, 120, "17.5"),
    r"\bsubgrid\b": (117, 71, "16.0"),
    r"\b(rem|mod|round|sin|cos|tan|pow|sqrt|hypot|abs|sign)\(": (111, 108, "15.4"),
    r"\bfield-sizing\b": (123, 152, "26.2"),
    r"\bbackground-clip:\s*border-area": (0, 0, "18.2"),
    r"\(\s*width\s*[<>]": (104, 63, "16.4"),
    r"\bvar\([^;]*\dlh\b|\dlh\b[^;]*\bvar\(": (
        109,
        120,
        "16.4",
    ),  # a declaration with var() leaves none before it in force
}
# Selectors that some of them do not know: a rule is left out as a whole where one of its selectors is one of these.
UNKNOWN = re.compile(r":has\(|::details-content|:user-(in)?valid|:popover-open|:open\b")
SCRIPT_FILES = sorted((THEME / "static" / "js").glob("*.js"))
STYLE_FILES = sorted((THEME / "static" / "css").rglob("*.css"))


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def newer(text: str, features: dict) -> list[str]:
    return [pattern for pattern in features if re.search(pattern, text)]


def mixed_rules(css: str) -> list[str]:
    """The lists of selectors of which only some are unknown to older browsers."""
    selectors = re.findall(r"([^{};]+)\{", without_comments(css))
    lists = [re.split(r",(?![^(]*\))", one) for one in selectors if not one.lstrip().startswith("@")]
    return [
        ",".join(parts).strip() for parts in lists if 0 < sum(bool(UNKNOWN.search(part)) for part in parts) < len(parts)
    ]


@pytest.mark.parametrize("path", SCRIPT_FILES, ids=lambda path: path.name)
def test_scripts_ask_for_nothing_newer(path):
    text = re.sub(r"(?m)^\s*//.*$", "", path.read_text("utf-8"))

    assert newer(text, SCRIPTS) == []


def test_styles_ask_for_nothing_newer():
    found = {path.name: newer(without_comments(path.read_text("utf-8")), STYLES) for path in STYLE_FILES}

    assert {name: features for name, features in found.items() if features} == {}


def test_selectors_that_some_do_not_know_take_no_other_rule_along():
    found = {path.name: mixed_rules(path.read_text("utf-8")) for path in STYLE_FILES}

    assert {name: rules for name, rules in found.items() if rules} == {}


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("if (new URLSearchParams(location.search).size) go();", SCRIPTS),
        ("const asked = new URLSearchParams(); if (asked.size) go();", SCRIPTS),
        ("list.toSorted()", SCRIPTS),
        ("/(?<=a)b/", SCRIPTS),
        ("text.match(/[\\p{L}--a]/v)", SCRIPTS),
        ("a { color: color-mix(in srgb, red, blue) }", STYLES),
        ("a { padding: calc((var(--target) - 1lh) / 2) }", STYLES),
        ("@container (min-width: 20rem) { a { color: red } }", STYLES),
        ("a { color: red; & b { color: blue } }", STYLES),
    ],
)
def test_what_is_newer_is_found(text, features):
    assert len(newer(text, features)) == 1


def test_a_rule_that_mixes_selectors_is_found():
    assert mixed_rules("a:has(b), c { color: red } :is(a, d):has(b), e:has(f) { color: red }") == ["a:has(b), c"]
