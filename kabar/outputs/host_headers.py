"""The headers that a host sends with the portal's files."""

import json
from collections.abc import Iterable

from kabar.outputs.assets import FOLDER, with_digest
from kabar.pages.parts.content_security import policy

_NAME = "prefetch.json"
MEDIA_TYPE = "application/speculationrules+json"


def prefetch_file(base: str) -> tuple[str, bytes]:
    """The path in the output of the rules for a portal below ``base``, and their bytes.

    Conservative: at the touch of a link, hence for a page that is read in all but a few cases, and so at no cost on
    a metered line. Pages alone, no calendars or tables to download; nothing is run ahead, so that no page tells a
    training's state of before it was read.
    """
    pages = {"href_matches": [f"{base}/", f"{base}/*/"]}
    data = json.dumps({"prefetch": [{"where": pages, "eagerness": "conservative"}]}).encode()
    return with_digest(_NAME, data), data


NAME = "_headers"

# A browser obeys both this and the page's own policy: here stands what any page may need, which is what search does.
_WIDEST = policy(script_src="'wasm-unsafe-eval'", form_action="https://duckduckgo.com")

# What a meta element cannot say: that no other site may show our pages in a frame.
_EVERYWHERE = {
    "Content-Security-Policy": f"{_WIDEST}; frame-ancestors 'none'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Content-Type-Options": "nosniff",
}

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_ASK_AGAIN = {"Cache-Control": "no-cache"}  # kept, but asked for at each visit: not sent again while it is the same


def headers_file(base: str, folders: Iterable[str], prefetch: str) -> str:
    """The file's text. Pages stand below ``base``, in ``folders`` (``berita``) and above them.

    ``prefetch`` is the address, with ``base``, of the file of ``prefetch.prefetch_file``. Where several rules meet,
    hosts join their values with a comma: no header stands in two rules for one address.
    """
    rules = {
        "/*": _EVERYWHERE | {"Speculation-Rules": f'"{prefetch}"'},
        f"{base}/{FOLDER}/*": _FOR_EVER,
        prefetch: {"Content-Type": MEDIA_TYPE},
        f"{base}/": _ASK_AGAIN,
        **{f"{base}/{folder}/*": _ASK_AGAIN for folder in sorted(folders)},
    }
    return "\n".join(_rule(address, headers) for address, headers in rules.items())


def _rule(address: str, headers: dict[str, str]) -> str:
    return f"{address}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())


