"""The policy lets pages do what they need, and nothing else."""

import json
import re

from kabar.outputs.host_headers import headers_file, prefetch_file
from kabar.pages.parts.content_security import PAGE, policy


def read(text: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in text.split("; "))}


def test_nothing_is_allowed_but_what_comes_from_the_portal_itself():
    told = read(PAGE)

    assert told.pop("default-src") == told.pop("base-uri") == ["'none'"]
    assert set(map(tuple, told.values())) == {("'self'",)}
    assert "unsafe" not in PAGE


def test_a_page_may_ask_for_more():
    told = read(policy(script_src="'wasm-unsafe-eval'", form_action="https://cari.example"))

    assert told["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert told["form-action"] == ["'self'", "https://cari.example"]


def rules(text: str) -> dict[str, dict[str, str]]:
    blocks = (block.splitlines() for block in text.strip().split("\n\n"))
    return {address: dict(header.strip().split(": ", 1) for header in headers) for address, *headers in blocks}


def test_hosts_are_told_the_same_and_that_no_frame_may_hold_us():
    told = rules(headers_file("", ["berita"], "/theme/prefetch.json"))["/*"]

    assert read(told["Content-Security-Policy"])["frame-ancestors"] == ["'none'"]
    assert read(told["Content-Security-Policy"])["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert told["Referrer-Policy"] and told["Permissions-Policy"] and told["X-Content-Type-Options"] == "nosniff"


def test_the_themes_files_are_kept_for_a_year_and_pages_are_asked_for_again():
    told = rules(headers_file("/portal", ["topik", "berita"], "/portal/theme/prefetch.json"))
    kept = {address: headers["Cache-Control"] for address, headers in told.items() if "Cache-Control" in headers}

    assert kept == {
        "/portal/theme/*": "public, max-age=31536000, immutable",
        "/portal/": "no-cache",
        "/portal/berita/*": "no-cache",
        "/portal/topik/*": "no-cache",
    }


def test_what_may_be_fetched_ahead_is_a_file_of_its_type_with_a_digest_in_its_name():
    path, data = prefetch_file("/portal")
    told = rules(headers_file("/portal", ["berita"], f"/portal/{path}"))

    assert re.fullmatch(r"theme/prefetch\.[0-9a-f]{10}\.json", path)
    assert told[f"/portal/{path}"] == {"Content-Type": "application/speculationrules+json"}
    assert told["/*"]["Speculation-Rules"] == f'"/portal/{path}"'
    (rule,) = json.loads(data)["prefetch"]
    assert rule == {"where": {"href_matches": ["/portal/", "/portal/*/"]}, "eagerness": "conservative"}
