"""The headers that a host sends with every file."""

from plugins.policy.content_security import PAGE

NAME = "_headers"

# What a meta element cannot say: that no other site may show our pages in a frame.
_HEADERS = {
    "Content-Security-Policy": f"{PAGE}; frame-ancestors 'none'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Content-Type-Options": "nosniff",
}


def headers_file() -> str:
    """The file's text: one rule, for all addresses."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in _HEADERS.items())
