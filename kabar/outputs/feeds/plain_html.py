"""Bodies as HTML for other themes, without our CSS classes."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement, tostring

from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body
from kabar.content.models.host import Host
from kabar.figures.plot import Dot, Plot
from kabar.outputs.feeds.feed_bodies import body_as_html
from kabar.pages.parts.body_views import body_view
from kabar.pages.parts.views import FigureChart

# Sanitised HTML has no nested links.
_LINK = re.compile(r'<a href="(/[^"#?]*)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_COLOURS = {"aktual": "#31487a", "sementara": "#8a9cc4", "perkiraan": "#8a9cc4", "target": "#b5651d", "rentang": "#bbb"}


def plain_html(
    body: Body, library: Library, base: str, page_url: str, lang: str, is_drawn: Callable[[str], bool]
) -> str:
    """``body`` of the page at ``page_url`` as HTML; ``base`` is the path part of SITEURL.

    A figure becomes its value with a link to its measure, a chart an SVG above its table. An internal link whose
    address (without base) is not ``is_drawn`` becomes its text.
    """
    view, sources = body_view(body, library, lang, for_pages=False)
    host = Host("", base)
    parts = []
    for part in view:
        if isinstance(part, FigureChart):
            parts.append(_chart_svg(part))
        parts.append(body_as_html((part,), host, page_url))
    if sources:
        items = "".join(f"<li>{_source(source.text, source.url)}</li>" for source in sources)
        parts.append(f"<h2>Sumber angka</h2><ol>{items}</ol>")
    return _LINK.sub(lambda link: link[0] if is_drawn(link[1].removeprefix(base)) else link[2], "".join(parts))


def _source(text: str, url: str) -> str:
    element = Element("a", href=url) if url else Element("span")
    element.text = text
    return tostring(element, "unicode", method="html")


def _chart_svg(chart: FigureChart) -> str:
    plot = chart.plot
    if not plot.height:
        return ""
    svg = Element("svg", {"role": "img", "width": "100%", "height": f"{plot.height}em", "font-size": "13"})
    SubElement(svg, "title").text = chart.title
    SubElement(svg, "desc").text = chart.description
    _draw(svg, plot)
    return f"<figure>{tostring(svg, 'unicode', method='html')}</figure>"


def _draw(svg: Element, plot: Plot) -> None:
    # x in per cent of the width, y in em, as in kabar.figures.plot.
    for rule in plot.rules:
        end = f"{rule.x}%" if rule.height else "100%"
        place = {"x1": f"{rule.x}%", "x2": end, "y1": f"{rule.y}em", "y2": f"{round(rule.y + rule.height, 2)}em"}
        SubElement(svg, "line", place | {"stroke": "#999" if rule.zero else "#ddd"})
    for bar in (*plot.bars, *plot.caps):
        colour = _COLOURS[getattr(bar, "kind", "aktual")]
        place = {"x": f"{bar.x}%", "y": f"{bar.y}em", "width": f"{bar.width}%", "height": f"{bar.height}em"}
        SubElement(svg, "rect", place | {"fill": colour})
    for line in plot.lines:
        frame = {"y": f"{line.y}em", "width": "100%", "height": f"{line.height}em", "viewBox": "0 0 1000 1000"}
        inner = SubElement(svg, "svg", frame | {"preserveAspectRatio": "none", "overflow": "visible"})
        path = {"d": line.path, "fill": "none", "stroke": _COLOURS["aktual"], "stroke-width": "2"}
        dashes = {"stroke-dasharray": "6 4"} if line.dashed else {}
        SubElement(inner, "path", path | dashes | {"vector-effect": "non-scaling-stroke"})
    for dot in plot.dots:
        _draw_dot(svg, dot)
    for label in plot.labels:
        place = {"x": f"{label.x}%", "y": f"{label.y}em", "text-anchor": label.anchor}
        # A white outline, so that labels cover the grid.
        place |= {"paint-order": "stroke", "stroke": "#fff", "stroke-width": "3"}
        weight = {"font-weight": "bold"} if label.role == "head" else {}
        SubElement(svg, "text", place | weight).text = label.text


def _draw_dot(svg: Element, dot: Dot) -> None:
    # A shape for each kind, as in the theme: filled, hollow, lozenge, square.
    colour = {"stroke": _COLOURS[dot.kind], "fill": _COLOURS["aktual"] if dot.kind == "aktual" else "#fff"}
    if dot.kind not in ("perkiraan", "target"):
        SubElement(svg, "circle", {"cx": f"{dot.x}%", "cy": f"{dot.y}em", "r": "0.25em"} | colour)
        return
    inner = SubElement(svg, "svg", {"x": f"{dot.x}%", "y": f"{dot.y}em", "overflow": "visible"})
    turned = {"transform": "rotate(45)"} if dot.kind == "perkiraan" else {}
    SubElement(inner, "rect", {"x": "-0.25em", "y": "-0.25em", "width": "0.5em", "height": "0.5em"} | colour | turned)


