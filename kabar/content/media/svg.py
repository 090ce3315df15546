"""Validation of SVG pictures with an XML parser and an allow list of elements, and their size."""

import re
from xml.parsers import expat

LARGEST_SVG = 1_000_000  # bytes; enough for a drawing, not for an embedded photo

_SVG = "http://www.w3.org/2000/svg"
_NAMES = (
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan pattern mask "
    "clipPath linearGradient radialGradient stop marker"
)
_ELEMENTS = frozenset(_NAMES.split())
# Namespaces of drawing programs. They are removed before an SVG is published, so that they need no check.
_EDITORS = (
    "http://www.inkscape.org/namespaces/", "http://sodipodi.sourceforge.net/", "http://ns.adobe.com/",
    "http://www.figma.com/", "http://www.bohemiancoding.com/sketch/", "http://www.serif.com/", "http://www.corel.com/",
    "http://schemas.microsoft.com/visio/", "http://krita.org/namespaces/", "https://boxy-svg.com",
    "http://xml.openoffice.org/svg/", "http://www.vectornator.io", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#", "http://web.resource.org/cc/", "http://purl.org/dc/",
)  # fmt: skip
_LINKS = frozenset(("href", "http://www.w3.org/1999/xlink href"))

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(?:px)?", re.ASCII)


class _Active(Exception):
    pass


def find_active_part(data: bytes) -> str:
    """Why the SVG ``data`` is not accepted, as active content or broken XML, in Indonesian, or ""."""
    if len(data) > LARGEST_SVG:
        return "SVG lebih besar dari 1 MB; sederhanakan gambarnya"
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    dropped = 0  # number of open elements that cleaning removes
    is_root = True

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal dropped, is_root
        namespace, _, local = name.rpartition(" ")
        if dropped or (is_left_out(local, namespace) and not is_root):
            dropped += 1
        else:
            _check_element(name, attributes)
        is_root = False

    def end(_name: str) -> None:
        nonlocal dropped
        dropped -= bool(dropped)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = lambda *_: _refuse("DOCTYPE")
    parser.EntityDeclHandler = lambda *_: _refuse("ENTITY")
    parser.ProcessingInstructionHandler = lambda target, _: _refuse(f"<?{target}")
    parser.XmlDeclHandler = _check_declaration
    try:
        parser.Parse(data, True)
    except _Active as found:
        return f"SVG memuat '{found}' yang bisa menjalankan sesuatu; simpan sebagai SVG polos"
    except expat.ExpatError as error:
        return f"isi SVG rusak di baris {error.lineno}; simpan ulang dari aplikasi aslinya"
    return ""


def find_break(data: bytes) -> str:
    """Why the SVG ``data`` cannot be parsed and cleaned, in Indonesian, or ""; active content is not reported."""
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = lambda *_: _refuse("ENTITY")
    try:
        parser.Parse(data, True)
    except _Active:
        return "SVG memuat '<!ENTITY'; simpan sebagai SVG polos"
    except (expat.ExpatError, LookupError, ValueError):
        return "isi SVG rusak; simpan ulang dari aplikasi aslinya"
    return ""


def is_left_out(name: str, namespace: str) -> bool:
    """Whether the element ``name`` is metadata or data of a drawing program, and is not published."""
    return is_of_editor(namespace) or (namespace == _SVG and name == "metadata")


def is_of_editor(namespace: str) -> bool:
    """Whether ``namespace`` is that of a drawing program."""
    return namespace.startswith(_EDITORS)


def svg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of the SVG ``data`` in pixels; None if it declares no size.

    From the width and height attributes, else from the viewBox (SVG 2, 7.2 and 7.6). ``data`` must be validated.
    """
    elements: list[dict[str, str]] = []
    parser = expat.ParserCreate(encoding="utf-8")

    def start(_name: str, attributes: dict[str, str]) -> None:
        if not elements:
            elements.append(attributes)

    parser.StartElementHandler = start
    parser.Parse(data, True)
    (root,) = elements
    lengths = [match for name in ("width", "height") if (match := _LENGTH.fullmatch(root.get(name, "").strip()))]
    sides = (
        [match[1] for match in lengths]
        if len(lengths) == 2
        else root.get("viewBox", "").replace(",", " ").split()[2:]
    )
    try:
        width, height = (round(float(side)) for side in sides)
    except (ValueError, OverflowError):
        return None
    return (width, height) if width > 0 and height > 0 else None


def _check_element(name: str, attributes: dict[str, str]) -> None:
    namespace, _, local = name.rpartition(" ")
    if namespace != _SVG or local not in _ELEMENTS:
        _refuse(f"<{local}")
    for key, value in attributes.items():
        if is_of_editor(key.rpartition(" ")[0]):
            continue
        plain = key.rpartition(" ")[2].casefold()
        if plain.startswith("on"):
            _refuse(f"{plain}=")
        if (key in _LINKS or plain in ("href", "src")) and not value.strip().startswith("#"):
            _refuse(f"{plain}={value[:40]}")
        lowered = "".join(value.casefold().split())
        if "url(" in lowered.replace("url(#", "").replace("url('#", "").replace('url("#', "") or "@import" in lowered:
            _refuse("url(")


def _check_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.casefold() not in ("utf-8", "us-ascii"):
        _refuse(f"encoding={encoding[:20]}")


def _refuse(what: str) -> None:
    raise _Active(what)


