"""Bodies as self-contained HTML: absolute addresses, no styles, figures as text and tables."""

import re
from collections.abc import Iterator
from html import escape

from kabar.content.markdown_source.directives import Html
from kabar.content.models.host import Host
from kabar.pages.parts.views import (
    BodyPart,
    BodyView,
    FigureChart,
    FigureTable,
    FigureText,
    Link,
    ObservationView,
    SourceView,
)

# Sanitised HTML has "<" and ">" only in tags: text that looks like an attribute never matches.
_TAG = re.compile(r"<[a-z][^>]*>")
_ADDRESS = re.compile(r'( (?:href|src)=")(#|/(?!/))')


def body_as_html(view: BodyView, host: Host, page_url: str) -> str:
    """``view``, the body of the page at ``page_url`` (without base), as HTML."""
    return "".join(_draw(part, host, page_url) for part in view)


def link_html(label: str, url: str, host: Host) -> str:
    """A link; ``url`` is external, or internal without base."""
    return f'<a href="{escape(_whole(url, host))}">{escape(label)}</a>'


def _draw(part: BodyPart, host: Host, page_url: str) -> str:
    if isinstance(part, Html):
        # Internal links in bodies include the base already.
        ways = {"/": f"{host.origin}/", "#": f"{host.absolute(page_url)}#"}
        return _TAG.sub(lambda tag: _ADDRESS.sub(lambda at: at[1] + ways[at[2]], tag[0]), part.html)
    if isinstance(part, FigureText):
        return link_html(part.text, part.measure.url, host)
    if isinstance(part, FigureChart):
        return f"<p>{escape(part.description)}</p>" + (_table(part.table, host) if part.table else "")
    return _table(part, host)


def _table(table: FigureTable, host: Host) -> str:
    partners = ["Negara mitra"] if table.has_partners else []
    names = ["Periode", *partners, *_series(table, escape(table.series_heading)), "Nilai", "Sumber"]
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join("".join(_row(row, table, host)) for row in table.all_rows)
    caption = f"{escape(table.caption)} ({escape(table.unit)})"
    return (
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"<p>Dari buku angka: {_link(table.measure, host)}</p>"
    )


def _series(table: FigureTable, text: str) -> list[str]:
    return [text] if table.series_heading else []


def _row(row: ObservationView, table: FigureTable, host: Host) -> Iterator[str]:
    yield f'<tr><th scope="row">{escape(row.period)}</th>'
    if table.has_partners:
        yield f"<td>{escape(row.partner)}</td>"
    yield from (f"<td>{escape(text)}</td>" for text in _series(table, row.series))
    yield f"<td>{escape(f'{row.text} ({row.badge})' if row.badge else row.text)}</td>"
    notes = [_source(source, host) for source in row.sources] + ([escape(row.note)] if row.note else [])
    yield f"<td>{'; '.join(notes)}</td></tr>"


def _source(source: SourceView, host: Host) -> str:
    return link_html(source.text, source.url, host) if source.url else escape(source.text)


def _link(link: Link, host: Host) -> str:
    return link_html(link.label, link.url, host)


def _whole(url: str, host: Host) -> str:
    return host.absolute(url) if url.startswith("/") and not url.startswith("//") else url


