"""Write JSON that may stand inside ``<script>``."""

import json
import re
from typing import Any

# "</script" and "<!--" end or change a script; U+2028 and U+2029 end a line of JavaScript before
# ES2019; a lone surrogate cannot be written as UTF-8. All may stand in JSON as \uXXXX.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def script_json(graph: Any) -> str:
    """``graph`` (of dicts, lists, tuples, text, numbers) as one line of JSON; keys keep their order."""
    text = _ENCODER.encode(graph)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
