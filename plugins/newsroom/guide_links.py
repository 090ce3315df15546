"""The links of the editors' guide that open a new file, between ``<!-- tulis -->`` and ``<!-- /tulis -->``."""

import re
from collections.abc import Mapping

from plugins.newsroom.forge_links import MISSING

_PLACE = re.compile(r"(<!-- tulis -->\n).*?(<!-- /tulis -->)", re.DOTALL)


def renew_links(text: str, links: Mapping[str, str]) -> str:
    """``text`` with ``links`` (what is written on each: address) in their place, or what is missing."""
    lines = "".join(f"- [{label}](<{address}>)\n" for label, address in links.items()) or f"{MISSING}\n"
    return _PLACE.sub(lambda match: f"{match[1]}\n{lines}\n{match[2]}", text)
