"""Web app manifest (W3C), for the portal on a phone's home screen."""

import json
from collections.abc import Callable

from kabar.content.models.portal import Portal

NAME = "manifest.webmanifest"
_ICONS = (
    ("favicon.svg", "any", "any"),
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)


def manifest(portal: Portal, base: str, address: Callable[[str], str]) -> str:
    """The manifest as JSON. ``display`` is ``browser``, so that readers see the address and can share it.

    ``address`` returns the address, without ``base``, of a file of the theme.
    """
    background = portal.colours.light_tokens()["cloth"]
    # Own icons are made from pixels.
    icons = _ICONS[1:] if portal.logo else _ICONS
    members = {
        "name": portal.name,
        "short_name": portal.name,
        "description": portal.description,
        "lang": "id",
        "dir": "ltr",
        "id": f"{base}/",
        "start_url": f"{base}/",
        "scope": f"{base}/",
        "display": "browser",
        "background_color": background,
        "theme_color": background,
        "icons": [
            {"src": base + address(f"img/{name}"), "sizes": sizes, "type": _kind(name), "purpose": purpose}
            for name, sizes, purpose in icons
        ],
    }
    return json.dumps(members, ensure_ascii=False, indent=1) + "\n"


def _kind(name: str) -> str:
    return "image/svg+xml" if name.endswith(".svg") else "image/png"


