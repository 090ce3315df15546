"""Content Security Policy (level 3) of pages.

No inline scripts or styles, no other site, also not as a form's target: injected markup has no effect.
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
    """The policy of a page; ``more`` adds sources by directive, written with ``_`` for ``-``."""
    added = {name.replace("_", "-"): sources for name, sources in more.items()}
    merged = ((name, _joined(sources, added[name]) if name in added else sources) for name, sources in _NEEDED.items())
    return "; ".join(f"{name} {sources}" for name, sources in merged)


def _joined(sources: str, more: str) -> str:
    return more if sources == "'none'" else f"{sources} {more}"


PAGE = policy()


