"""Event-based parsing of untrusted XML; document types are rejected, so that no entities can be declared."""

from collections.abc import Callable, Mapping
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

SAVE_AGAIN = "simpan ulang dari aplikasi aslinya"


class Unreadable(ValueError):
    """A file cannot be read. The text is the reason, ``remedy`` what an editor may do; both are Indonesian."""

    def __init__(self, why: str, remedy: str = SAVE_AGAIN):
        super().__init__(why)
        self.remedy = remedy


# Local name, namespace, attributes by local name; attributes of relations have the prefix "r:".
Start = Callable[[str, str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def visit_xml(xml: bytes, start: Start | None = None, end: End | None = None, text: Text | None = None) -> None:
    """Parse ``xml`` and call ``start``, ``end`` and ``text`` for its elements and text. Raises Unreadable."""
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    if start:

        def on_start(name: str, attributes: dict[str, str]) -> None:
            namespace, _, local = name.rpartition(" ")
            start(local, namespace, {_plain(key): value for key, value in attributes.items()})

        parser.StartElementHandler = on_start
    if end:
        parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    if text:
        parser.CharacterDataHandler = text
    parse(parser, xml)


def parse(parser: XMLParserType, xml: bytes) -> None:
    """Feed ``xml`` to ``parser``. Raises Unreadable."""
    try:
        parser.Parse(xml, True)
    except Unreadable:
        raise
    except ExpatError as error:
        raise Unreadable(f"XML rusak di baris {error.lineno}") from None
    except (LookupError, ValueError):
        raise Unreadable("XML dengan pengodean yang tidak dikenal") from None


def _plain(key: str) -> str:
    namespace, _, local = key.rpartition(" ")
    # An element may have an id of its own besides the id of a relation.
    return f"r:{local}" if namespace.endswith("/relationships") else local


def _refuse(*_: object) -> None:
    raise Unreadable("XML dengan tipe dokumen tidak dibaca")


