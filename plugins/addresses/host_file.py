"""A host's own file of redirects, for hosts that read one (Netlify, Cloudflare Pages)."""

from collections.abc import Mapping

NAME = "_redirects"


def redirects_file(targets: Mapping[str, str], base: str) -> str:
    """One line an old address: from, to, 301. ``targets`` are addresses without ``base``.

    The feed of a topic moves with its page, which an HTML page cannot do for it.
    """
    lines = []
    for old, new in sorted(targets.items()):
        lines.append(f"{base}{old} {base}{new} 301")
        if old.startswith("/topik/") and new.startswith("/topik/"):
            lines.append(f"{base}{old}atom.xml {base}{new}atom.xml 301")
    return "".join(f"{line}\n" for line in lines)
