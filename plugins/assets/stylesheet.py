"""Put the theme's style sheets into one text, each in its cascade layer, as small as it means the same."""

import re
from collections.abc import Mapping

import lightningcss

# A later layer wins over an earlier one, whatever the selectors.
LAYERS = ("tokens", "base", "layout", "components", "touch", "print")

# Folders of components that only some pages draw (``naming.SHEETS``), and their layer.
_COMPONENTS = {"figures": "components", "lists": "components", "tools": "components"}

# The oldest browsers that read cascade layers: what is written here must not need newer ones by being made smaller.
_BROWSERS = ["chrome 99", "edge 99", "firefox 97", "ios_saf 15.4", "safari 15.4", "samsung 18"]

# Put behind a sheet: where it does not come out whole, a comment of the sheet has no end.
_TAIL = ".k-akhir{color:red}"
_PLACE = re.compile(r"(?P<reason>.*) at .*:(?P<line>\d+):\d+", re.DOTALL)


def bundle(sheets: Mapping[str, str]) -> str:
    """One style sheet of all ``sheets``, without comments and needless white space.

    ``sheets`` are texts by file name below ``css/`` (``tokens.css``, ``components/prose.css``); the
    folder, or else the name, tells the layer. Within a layer they stand in the order of their
    names. Raises ValueError for a sheet of no layer, or one that cannot be read to its end.
    """
    layers: dict[str, list[str]] = {layer: [] for layer in LAYERS}
    for name in sorted(sheets):
        folder = name.split("/")[0].removesuffix(".css")
        layer = _COMPONENTS.get(folder, folder)
        if layer not in layers:
            raise ValueError(f"{name}: no layer '{layer}'; there are {', '.join(LAYERS)}")
        layers[layer].append(_minified(name, sheets[name]))
    blocks = "".join(f"@layer {layer}{{{''.join(texts)}}}" for layer, texts in layers.items() if any(texts))
    return f"@layer {','.join(LAYERS)};{blocks}\n"


def _minified(name: str, css: str) -> str:
    # Each by itself, so that a mistake is told with its file, and none reaches into the next.
    try:
        sheet = f"{css}\n{_TAIL}"
        text = lightningcss.process_stylesheet(sheet, filename=name, browsers_list=_BROWSERS, minify=True)
    except ValueError as error:
        found = _PLACE.fullmatch(str(error))
        if not found:
            raise ValueError(f"{name}: {error}") from None
        raise ValueError(f"{name}:{int(found['line']) + 1}: {found['reason']}") from None
    if not text.endswith(_TAIL):
        raise ValueError(f"{name}: a comment that does not end")
    return text.removesuffix(_TAIL)
