"""The headers that a host sends with every file."""

from plugins.policy.content_security import policy

NAME = "_headers"

# A browser obeys both this and the page's own policy: here stands what any page may need, which is what search does.
_WIDEST = policy(script_src="'wasm-unsafe-eval'", form_action="'self' https://duckduckgo.com")

# What a meta element cannot say: that no other site may show our pages in a frame.
_HEADERS = {
    "Content-Security-Policy": f"{_WIDEST}; frame-ancestors 'none'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Content-Type-Options": "nosniff",
}


def headers_file() -> str:
    """The file's text: one rule, for all addresses."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in _HEADERS.items())
