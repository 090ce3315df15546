"""Find hidden slides, speaker notes and comments in a PowerPoint presentation."""

from collections.abc import Iterator, Mapping

from plugins.content_model.findings import Finding, by_text, numbers_text
from plugins.content_model.office_package import Package
from plugins.content_model.xml_visit import visit_xml

_OFF = ("0", "false")

_UNHIDE = "hapus salindia itu, atau tampilkan (PowerPoint: klik kanan > Hide Slide; LibreOffice: Slide > Show Slide)"
_NO_NOTES = "hapus catatannya (PowerPoint: File > Info > Inspect Document > Presentation Notes)"
_DELETE = "hapus semuanya (PowerPoint: Review > Delete > Delete All Comments)"


def find_in_presentation(package: Package) -> Iterator[Finding]:
    """What a person must decide about the presentation ``package``. Raises Unreadable."""
    slides = dict(enumerate(_slides(package), 1))
    hidden = [number for number, part in slides.items() if _is_hidden(package.parts[part])]
    if hidden:
        yield Finding(f"salindia tersembunyi: {numbers_text(hidden)}", _UNHIDE)
    noted = [number for number, part in slides.items() if any(map(_has_notes, _beside(part, "notesSlide", package)))]
    if noted:
        yield Finding(f"catatan pembicara di salindia {numbers_text(noted)}", _NO_NOTES)
    authors = _authors(package)
    found = {number: [*_comments(part, package)] for number, part in slides.items()}
    commented = [number for number, ids in found.items() if ids]
    if commented:
        names = [authors.get(id, "") for ids in found.values() for id in ids]
        yield Finding(f"komentar di salindia {numbers_text(commented)}{by_text(names)}", _DELETE)


def _slides(package: Package) -> list[str]:
    """The parts of the slides in the order in which they are shown."""
    targets = {one.id: one.target for one in package.relations.get(package.main, ())}
    found: list[str] = []

    def start(name: str, namespace: str, attributes: Mapping[str, str]) -> None:
        if name == "sldId" and "presentationml" in namespace:
            found.append(targets.get(attributes.get("r:id", ""), ""))

    visit_xml(package.parts[package.main], start)
    return [part for part in found if part in package.parts]


def _is_hidden(xml: bytes) -> bool:
    shows: list[str] = []
    visit_xml(xml, lambda name, _, attributes: shows.append(attributes.get("show", "1")) if name == "sld" else None)
    return bool(shows) and shows[0] in _OFF


def _beside(part: str, kind: str, package: Package) -> list[bytes]:
    return [
        package.parts[one.target]
        for one in package.relations.get(part, ())
        if one.kind == kind and one.target in package.parts
    ]


def _has_notes(xml: bytes) -> bool:
    """Whether the page of notes says anything: it has places for the slide and its number besides."""
    found: list[str] = []
    is_notes = in_text = False

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        nonlocal is_notes, in_text
        if name == "sp":
            is_notes = True
        elif name == "ph":
            is_notes = attributes.get("type", "body") == "body"
        in_text = name == "t"

    def text(text: str) -> None:
        if is_notes and in_text and text.strip():
            found.append(text)

    visit_xml(xml, start, None, text)
    return bool(found)


def _comments(part: str, package: Package) -> Iterator[str]:
    """The id of the author of each comment."""
    found: list[str] = []

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        if name in ("cm", "reply"):
            found.append(attributes.get("authorId", ""))

    for xml in _beside(part, "comments", package):
        visit_xml(xml, start)
    yield from found


def _authors(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        if name in ("cmAuthor", "author"):
            found[attributes.get("id", "")] = attributes.get("name", "")

    for kind in ("commentAuthors", "authors"):
        for xml in _beside(package.main, kind, package):
            visit_xml(xml, start)
    return found
