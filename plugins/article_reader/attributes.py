"""Drop attribute values that HTML does not know, and set what every element of its kind has."""

import re

from plugins.article_reader.html_tree import Element

_COUNT = re.compile(r"[0-9]{1,4}")
_SPAN = re.compile(r"[1-9][0-9]{0,2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FORMS = {
    "width": _COUNT,
    "height": _COUNT,
    "start": _COUNT,
    "colspan": _SPAN,
    "rowspan": _SPAN,
    "lang": _LANGUAGE,
    "scope": re.compile("row|col"),
    "open": re.compile(".*", re.DOTALL),
}


def mend_attributes(element: Element) -> None:
    """Mend the attributes of ``element``, in place."""
    attributes = element.attributes
    if not attributes and element.tag != "img":
        return
    for name, form in _FORMS.items():
        if name in attributes and not form.fullmatch(attributes[name]):
            del attributes[name]
    if "open" in attributes:
        attributes["open"] = ""
    if element.tag == "img":
        attributes.setdefault("alt", "")
