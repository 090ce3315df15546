"""Measure pages by Lighthouse, as a phone with a weak signal meets them: ``python -m bench.lighthouse``.

The real content as it is published, from a server on this machine. Each page is measured three times; the median
of each category is written into ``bench/RESULTS.md``, and what keeps a page below 100 is printed.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.static_host import host
from tests.browser.kinds import STORY
from tests.browsing import chromium_path
from tests.site.building import ROOT, build

PAGES = {
    "front page": "/",
    "article": STORY,
    "topic": "/topik/ikm/",
    "agenda": "/bimtek/",
    "figure": "/angka/ekspor-kerajinan/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = 3

_PROGRAM = ROOT / "bench" / "node_modules" / ".bin" / "lighthouse"
_RESULTS = ROOT / "bench" / "RESULTS.md"
_HEADING = "## Lighthouse\n"


def measure(address: str) -> dict:
    """Lighthouse's report on one visit to ``address``, its mobile profile. Raises SystemExit with what it says."""
    done = subprocess.run(
        [
            str(_PROGRAM), address, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env=os.environ | {"CHROME_PATH": chromium_path()},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{address}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def score(report: dict, category: str) -> int:
    """Of 100; a category that could not be measured has 0."""
    return round((report["categories"][category]["score"] or 0) * 100)


def short_of_full(report: dict) -> list[str]:
    """The audits that count and are not full, as "performance: largest-contentful-paint 0.98"."""
    found = []
    for category in CATEGORIES:
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                found.append(f"{category}: {reference['id']} {audit['score']} {audit.get('displayValue', '')}".rstrip())
    return found


def section(rows: dict[str, list[int]], version: str) -> str:
    """The part of RESULTS.md, without what comes after it."""
    lines = [f"| {name} | {' | '.join(map(str, scores))} |" for name, scores in rows.items()]
    return (
        f"{_HEADING}\n`make lighthouse`: Lighthouse {version}, mobile profile (simulated slow 4G, processor slowed\n"
        "four times), Chromium of Debian, the real content as `make publish` builds it, from a server on the same\n"
        f"machine that compresses by gzip and sends `_headers`; the median of {TIMES} visits. Asked for: 100.\n\n"
        "| page | performance | accessibility | best practices | SEO |\n| --- | ---: | ---: | ---: | ---: |\n"
        + "\n".join(lines)
        + "\n"
    )


def with_section(results: str, told: str) -> str:
    """``results`` with ``told`` in place of what stood there before, or at the end."""
    before, found, rest = results.partition(_HEADING)
    if not found:
        return f"{results.rstrip()}\n\n{told}"
    _, other, after = rest.partition("\n## ")
    return before + told + (f"\n## {after}" if other else "")


def main() -> None:
    """Measure, tell, and write down."""
    rows, version = {}, ""
    with tempfile.TemporaryDirectory() as made:
        folder = build(ROOT / "content", Path(made) / "terbit", "--publish")
        with host(folder) as address:
            for name, path in PAGES.items():
                reports = [measure(address + path) for _ in range(TIMES)]
                version = reports[0]["lighthouseVersion"]
                rows[name] = [round(median(score(one, category) for one in reports)) for category in CATEGORIES]
                sys.stdout.write(f"{name}: {rows[name]}\n")
                for line in sorted({line for report in reports for line in short_of_full(report)}):
                    sys.stdout.write(f"    {line}\n")
    _RESULTS.write_text(with_section(_RESULTS.read_text("utf-8"), section(rows, version)), "utf-8")


if __name__ == "__main__":
    main()
