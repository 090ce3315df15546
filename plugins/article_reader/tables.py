"""Tables of a body: scrollable on small screens, header cells that say what they head."""

from collections.abc import Sequence

from plugins.article_reader.html_tree import Element

_LABEL = "Tabel"
_ALIGNED = {"center": "cell-center", "right": "cell-end"}


def draw_tables(root: Element, elements: Sequence[Element]) -> None:
    """Put each table into a region that scrolls and takes the keyboard's focus; ``elements`` are those below ``root``.

    Where there are several, their labels are numbered: two regions of one name are no help.
    """
    tables = [element for element in elements if element.tag == "table"]
    labels = iter([_LABEL] if len(tables) == 1 else [f"{_LABEL} {n}" for n in range(1, len(tables) + 1)])
    for parent in [root, *elements]:
        for at, child in enumerate(parent.children):
            if type(child) is not str and child.tag == "table":
                _mark_cells(child)
                region = {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": next(labels)}
                parent.children[at] = Element("div", region, [child])


def _mark_cells(table: Element) -> None:
    for part in table.children:
        if type(part) is str:
            continue
        scope = "col" if part.tag == "thead" else "row"
        for cell in part.elements():
            if cell.tag not in ("th", "td"):
                continue
            if cell.attributes and (aligned := _ALIGNED.get(cell.attributes.pop("align", ""))):
                cell.attributes["class"] = aligned
            if cell.tag == "th" and not cell.text().strip() and not any(cell.elements()):
                # An empty corner heads nothing.
                cell.tag = "td"
                cell.attributes.pop("scope", None)
            elif cell.tag == "th":
                cell.attributes.setdefault("scope", scope)
