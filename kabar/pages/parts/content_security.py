"""What a page may load and do (Content Security Policy, level 3): nothing but what stands here.

No inline script or style, no other site, not by a form either: whatever slips into a page by mistake or malice stays
text.
"""


_NEEDED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}


def policy(**more: str) -> str:
    """The policy of a page; ``more`` is what it needs besides, by directive with ``_`` for ``-``."""
    added = {name.replace("_", "-"): sources for name, sources in more.items()}
    merged = ((name, _joined(sources, added[name]) if name in added else sources) for name, sources in _NEEDED.items())
    return "; ".join(f"{name} {sources}" for name, sources in merged)


def _joined(sources: str, more: str) -> str:
    return more if sources == "'none'" else f"{sources} {more}"


PAGE = policy()


