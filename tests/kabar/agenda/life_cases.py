"""The cases of a training's life that Python and the script in the browser both keep to.

Each case: front matter beside the shared one (all made up), the ``stages`` that follow from it, when its days
are ``over`` and its registration ``closes``; and ``at`` moments the state, whether one can join, the part of an
agenda, and the words beside the deadline, worked out by hand.
"""

import json
from pathlib import Path

CASES = json.loads((Path(__file__).parent / "life_cases.json").read_text("utf-8"))
EDGES = [(case, at) for case in CASES for at in case["at"]]


def edge_name(value: dict) -> str:
    """Of a case or of a moment, for pytest."""
    return value.get("name") or value["now"]
