"""Put the theme's style sheets into one text, each in its cascade layer."""

import re
from collections.abc import Mapping

# A later layer wins over an earlier one, whatever the selectors.
LAYERS = ("tokens", "base", "layout", "components", "print")

_MARKS = frozenset("{};,")
_TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"|(?P<blank>(?:\s|/\*.*?\*/)+)"
    r"|(?P<mark>[{};,])"
    r"|(?P<text>[^\s\"'{};,/]+|/(?!\*))",
    re.DOTALL,
)


def bundle(sheets: Mapping[str, str]) -> str:
    """One style sheet of all ``sheets``, without comments and needless white space.

    ``sheets`` are texts by file name below ``css/`` (``tokens.css``, ``components/pager.css``); the
    folder, or else the name, tells the layer. Within a layer they stand in the order of their
    names. Raises ValueError for a sheet of no layer, or one that cannot be read to its end.
    """
    layers: dict[str, list[str]] = {layer: [] for layer in LAYERS}
    for name in sorted(sheets):
        layer = name.split("/")[0].removesuffix(".css")
        if layer not in layers:
            raise ValueError(f"{name}: no layer '{layer}'; there are {', '.join(LAYERS)}")
        layers[layer].append(_squeeze(name, sheets[name]))
    blocks = "".join(f"@layer {layer}{{{''.join(texts)}}}" for layer, texts in layers.items() if any(texts))
    return f"@layer {','.join(LAYERS)};{blocks}\n"


def _squeeze(name: str, css: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(css):
        token = _TOKEN.match(css, at)
        if token is None:
            line = css.count("\n", 0, at) + 1
            raise ValueError(f"{name}:{line}: a comment or string that does not end")
        at = token.end()
        out.append(_short_blank(token.group()) if token.lastgroup == "blank" else token.group())
    # Blanks beside a mark, or after the colon of a declaration, part nothing.
    kept = [
        text
        for text, before, after in zip(out, ["{", *out], [*out[1:], "}"], strict=False)
        if not (text == " " and (before in _MARKS or before.endswith(":") or after in _MARKS))
    ]
    return _without_last_semicolons(kept)


def _short_blank(text: str) -> str:
    # Two words that only a comment parts must not become one.
    return " " if re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL) else "/**/"


def _without_last_semicolons(tokens: list[str]) -> str:
    return "".join(
        token for token, after in zip(tokens, [*tokens[1:], ""], strict=True) if not (token == ";" and after == "}")
    )
