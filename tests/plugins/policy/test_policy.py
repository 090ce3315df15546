"""The policy lets pages do what they need, and nothing else."""

from plugins.policy.content_security import PAGE, policy
from plugins.policy.host_headers import headers_file


def read(text: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in text.split("; "))}


def test_nothing_is_allowed_but_what_comes_from_the_portal_itself():
    told = read(PAGE)

    assert told.pop("default-src") == told.pop("base-uri") == told.pop("form-action") == ["'none'"]
    assert set(map(tuple, told.values())) == {("'self'",)}
    assert "unsafe" not in PAGE


def test_a_page_may_ask_for_more():
    told = read(policy(script_src="'wasm-unsafe-eval'", form_action="https://cari.example"))

    assert told["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert told["form-action"] == ["https://cari.example"]


def test_hosts_are_told_the_same_and_that_no_frame_may_hold_us():
    address, *headers = headers_file().splitlines()
    told = dict(header.strip().split(": ", 1) for header in headers)

    assert address == "/*"
    assert read(told["Content-Security-Policy"])["frame-ancestors"] == ["'none'"]
    assert read(told["Content-Security-Policy"])["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert told["Referrer-Policy"] and told["Permissions-Policy"] and told["X-Content-Type-Options"] == "nosniff"
