"""Pages of the real portal against the Nu HTML checker: a dozen of each folder, or all of them."""

import json
from itertools import groupby, islice
from pathlib import Path

import pytest

from tests.nu_checker import check_html

# In HTML and CSP since 2020 and later; the checker's jar is of 2020.
NEWER = ".*(?:“fetchpriority”|“enterkeyhint”|'wasm-unsafe-eval').*"


@pytest.mark.build
@pytest.mark.parametrize("most", [12, pytest.param(None, marks=pytest.mark.long)])
def test_the_nu_checker_finds_no_error_in_any_page(portal, most):
    folders = groupby(sorted(portal.rglob("*.html")), lambda page: page.relative_to(portal).parts[0])
    pages = [page for _, below in folders for page in islice(below, most)]

    done = check_html("--format", "json", "--filterpattern", NEWER, *pages)

    told = [
        f"{Path(m['url']).relative_to(portal)}:{m['lastLine']}: {m['message']}"
        for m in json.loads(done.stderr)["messages"]
    ]
    assert told == []
