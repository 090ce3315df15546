"""HTTP headers for static hosts (``_headers``), and speculation rules."""

import json
from collections.abc import Iterable

from kabar.outputs.assets import FOLDER, with_digest
from kabar.pages.parts.content_security import policy

_NAME = "prefetch.json"
MEDIA_TYPE = "application/speculationrules+json"


def prefetch_file(base: str) -> tuple[str, bytes]:
    """The output path of the speculation rules for a portal below ``base``, and their bytes.

    Conservative: browsers prefetch on pointer down, so hardly any page is loaded in vain. Only pages, no calendars or
    tables; no prerendering, since scripts show a training's state by the time of reading.
    """
    pages = {"href_matches": [f"{base}/", f"{base}/*/"]}
    data = json.dumps({"prefetch": [{"where": pages, "eagerness": "conservative"}]}).encode()
    return with_digest(_NAME, data), data


NAME = "_headers"

# Browsers enforce this and the page's own policy: this one must allow what any page needs, which is what search needs.
_WIDEST = policy(script_src="'wasm-unsafe-eval'", form_action="https://duckduckgo.com")

# frame-ancestors has no effect in a meta element.
_EVERYWHERE = {
    "Content-Security-Policy": f"{_WIDEST}; frame-ancestors 'none'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Content-Type-Options": "nosniff",
}

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_ASK_AGAIN = {"Cache-Control": "no-cache"}  # cached, but revalidated at each visit


def headers_file(base: str, folders: Iterable[str], prefetch: str, editor: str = "") -> str:
    """The text of ``_headers``. Pages are below ``base``: in ``folders`` (``berita``) and above them.

    ``prefetch`` is the address, with ``base``, of the file of ``prefetch_file``. Where several rules match, hosts join
    the values of a header with a comma: no two rules for one address have the same header. So a portal with an
    ``editor``, a folder whose page needs a wider policy, leaves policies to its pages, which all have their own.
    """
    everywhere = _EVERYWHERE | ({"Content-Security-Policy": "frame-ancestors 'none'"} if editor else {})
    rules = {
        "/*": everywhere | {"Speculation-Rules": f'"{prefetch}"'},
        f"{base}/{FOLDER}/*": _FOR_EVER,
        prefetch: {"Content-Type": MEDIA_TYPE},
        f"{base}/": _ASK_AGAIN,
        **{f"{base}/{folder}/*": _ASK_AGAIN for folder in sorted(folders)},
        **({f"{base}/{editor}/*": _ASK_AGAIN | {"X-Robots-Tag": "noindex"}} if editor else {}),
    }
    return "\n".join(_rule(address, headers) for address, headers in rules.items())


def _rule(address: str, headers: dict[str, str]) -> str:
    return f"{address}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())


