"""Every page of the real portal against the Nu HTML checker."""

import json
from pathlib import Path

import pytest

from tests.nu_checker import check_html

# In HTML and CSP since 2020 and later; the checker's jar is of 2020.
NEWER = ".*(?:“fetchpriority”|“enterkeyhint”|'wasm-unsafe-eval').*"


@pytest.mark.build
def test_the_nu_checker_finds_no_error_in_any_page(portal):
    done = check_html("--format", "json", "--filterpattern", NEWER, *sorted(portal.rglob("*.html")))

    told = [f"{Path(m['url']).relative_to(portal)}:{m['lastLine']}: {m['message']}" for m in json.loads(done.stderr)["messages"]]
    assert told == []
