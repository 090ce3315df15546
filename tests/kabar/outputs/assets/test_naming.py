"""A file of the theme is published under a name that changes with its bytes, and only then."""

import re

import pytest

from kabar.outputs.assets import name_assets

THEME = {
    "css/base.css": b"a { color: red }",
    "css/print.css": b"@media print { a { color: black } }",
    "js/agenda.js": b'import { stageAt } from "./life.js";\nimport "./deep/words.js";\n',
    "js/life.js": b"export const stageAt = 1;\n",
    "js/deep/words.js": b'import { stageAt } from "../life.js";\nconst later = () => import("../life.js");\n',
    "img/favicon.svg": b"<svg/>",
}
DIGEST = re.compile(r"\.[0-9a-f]{10}(?=\.)")


def test_every_file_has_a_digest_in_its_name_and_its_own_ending():
    assets = name_assets(THEME)

    assert {DIGEST.sub("", path) for path in assets.files} == {
        "theme/portal.css", "theme/print.css", "theme/js/agenda.js", "theme/js/life.js", "theme/js/deep/words.js",
        "theme/img/favicon.svg",
    }  # fmt: skip
    assert all(DIGEST.search(path) for path in assets.files)
    assert assets.address("js/life.js").removeprefix("/") in assets.files


def test_scripts_import_one_another_by_the_published_names():
    assets = name_assets(THEME)
    life = assets.paths["js/life.js"].rpartition("/")[2]
    words = assets.paths["js/deep/words.js"].rpartition("/")[2]

    assert assets.files[assets.paths["js/agenda.js"]].decode() == (
        f'import{{stageAt}}from"./{life}";import"./deep/{words}";'
    )
    assert assets.files[assets.paths["js/deep/words.js"]].decode().count(f'"../{life}"') == 2


def test_the_order_in_which_files_are_found_changes_nothing():
    turned = dict(reversed(THEME.items()))

    assert list(name_assets(turned).files.items()) == list(name_assets(THEME).files.items())
    assert name_assets(turned).paths == name_assets(THEME).paths


@pytest.mark.parametrize(
    ("changed", "renamed"),
    [
        ("css/base.css", {"portal.css"}),
        ("css/print.css", {"print.css"}),
        ("img/favicon.svg", {"img/favicon.svg"}),
        # What imports a script asks for other bytes from now on, and so does what imports that.
        ("js/life.js", {"js/life.js", "js/deep/words.js", "js/agenda.js"}),
        ("js/deep/words.js", {"js/deep/words.js", "js/agenda.js"}),
    ],
)
def test_a_changed_file_renames_itself_and_what_imports_it(changed, renamed):
    before = name_assets(THEME).paths
    added = {"css": b" p { color: blue }", "js": b"\nlet more;", "svg": b" "}[changed.rpartition(".")[2]]
    after = name_assets(THEME | {changed: THEME[changed] + added}).paths

    assert {name for name in before if before[name] != after[name]} == renamed


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"js/agenda.js": b'import "./gone.js";'}, "js/agenda.js: mengimpor 'js/gone.js'"),
        ({"js/life.js": b'import "./agenda.js";'}, "js/life.js → js/agenda.js"),
    ],
)
def test_an_import_that_leads_nowhere_or_in_a_ring_is_named(broken, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        name_assets(THEME | broken)


def test_a_template_that_asks_for_what_is_not_there_is_told_what_is():
    with pytest.raises(ValueError, match=r"'js/lief\.js'.*js/life\.js"):
        name_assets(THEME).address("js/lief.js")
