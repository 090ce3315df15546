"""The documents that a document uses: the references of its fields, and the links and figures of its body."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from kabar.content.markdown_source.body_scan import BodyScan
from kabar.content.models.article import Article, Export
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.figure import Figure
from kabar.content.models.model import Document, FieldPath
from kabar.content.models.organisation import Organisation
from kabar.content.models.person import Person
from kabar.content.models.portal import Portal
from kabar.content.models.static_page import OldAddresses
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import Vocabulary
from kabar.content.reading.links import Pages, led_to
from kabar.text.folding import fold_label

# Kinds of references: the id of a person or organisation, a name of a topic, the id of a measure or source, a link.
PROFILE, TOPIC, FIGURE, SOURCE, LINK = "profile", "topic", "figure", "source", "link"
NAME, FILE = "name", "file"  # the name of an organiser without an id; a picture or attachment

# Machine-readable files beside a document's page.
_BESIDE = {
    "topik": ("atom.xml", "agenda.ics"),
    "lembaga": ("agenda.ics",),
    "angka": ("data.csv", "data.json"),
}
_KINDS = {"orang": PROFILE, "lembaga": PROFILE, "angka": FIGURE, "sumber": SOURCE}

_AROUND_NAME = " \t\"'[]"  # characters around names where a list was written as text
# Possible link targets and measures in a body that could not be parsed.
_LINK_IN_BODY = re.compile(r"""(?:\]\(|\]:|\bhref\s*=)[ \t]*["'<]?((?:/|\{|%7B)[^\s"'<>)]*)""")
_MEASURE_IN_BODY = re.compile(r"\{\{[ \t]*[a-z]+[ \t]*:[ \t]*([a-z0-9-]+)")


class Reference(NamedTuple):
    """A reference of the kind ``kind`` to ``name``, as written in the field ``at``."""

    at: FieldPath
    kind: str
    name: str


def references_in(document: Document) -> Iterator[Reference]:
    """Yield the references in the fields of ``document``, which may be partial."""
    if isinstance(document, Article | Figure):
        yield from _each(("tags",), TOPIC, document.tags)
    if isinstance(document, Article):
        yield from _each(("authors",), PROFILE, document.authors)
        yield from _one(("editor",), PROFILE, document.editor)
        for number, source in enumerate(document.based_on or ()):
            yield from _one(("based_on", number), SOURCE, source.id)
        for number, correction in enumerate(document.corrections or ()):
            yield from _one(("corrections", number, "link"), LINK, correction.link)
    if isinstance(document, Bimtek):
        yield from _each(("organisers",), PROFILE, [one.id for one in document.organisers or ()])
        yield from _each(("instructors",), PROFILE, [one.id for one in document.instructors or ()])
        if document.registration:
            yield from _each(("registration", "through"), PROFILE, document.registration.through)
        if document.certificate:
            yield from _one(("certificate", "issuer"), PROFILE, document.certificate.issuer)
    if isinstance(document, Export):
        yield from _each(("figures",), FIGURE, document.figures)
    if isinstance(document, Figure):
        for number, observation in enumerate(document.observations or ()):
            yield from _one(("observations", number, "source"), SOURCE, observation.source.id)
        for number, dispute in enumerate(document.disputes or ()):
            for place, claim in enumerate(dispute.claims):
                yield from _one(("disputes", number, "claims", place, "source"), SOURCE, claim.source.id)
    if isinstance(document, Organisation):
        yield from _one(("parent",), PROFILE, document.parent)
    if isinstance(document, Person):
        for number, role in enumerate(document.roles or ()):
            yield from _one(("roles", number, "organisation"), PROFILE, role.organisation)
    if isinstance(document, Topic):
        yield from _one(("broader",), TOPIC, document.broader)
        yield from _each(("related",), TOPIC, document.related)
        yield from _one(("merged_into",), TOPIC, document.merged_into)
    if isinstance(document, Portal):
        for number, item in enumerate(document.menu or ()):
            yield Reference(("menu", number, "address"), LINK, f"/{item.target}/")
    if isinstance(document, OldAddresses):
        for number, old in enumerate(document.addresses or ()):
            yield from _one(("addresses", number, "moved_to"), LINK, old.moved_to and f"/{old.moved_to}/")


def uses_of(document: Document, scan: BodyScan | None) -> tuple[str, ...]:
    """The references of ``document`` and its body's ``scan``, without duplicates, as keys for ``Names.path_of``.

    Links to files and external links are left out.
    """
    references = [(kind, name) for _, kind, name in references_in(document)]
    if isinstance(document, Article) and document.translation_of:
        references.append((LINK, f"/{document.translation_of}"))
    if isinstance(document, Bimtek):
        references += [(NAME, one.name) for one in document.organisers or () if one.name and not one.id]
    if scan:
        references += [(LINK, link.target) for link in scan.links]
        references += [(FIGURE, directive.measure) for directive in scan.directives]
    return tuple(dict.fromkeys(filter(None, (use_of(kind, name) for kind, name in references))))


def possible_uses_in(values: Any, body: str) -> Iterator[str]:
    """Yield the possible references of a document that could not be read in full, by its raw ``values`` and its
    ``body``.

    Each value may be a reference of any kind, or several separated by commas.
    """
    for text in _texts_in(values):
        for name in {text, *(part.strip(_AROUND_NAME) for part in text.split(","))}:
            yield from filter(None, (use_of(kind, name) for kind in (PROFILE, TOPIC, FIGURE, LINK)))
    yield from filter(None, (use_of(LINK, target) for target in _LINK_IN_BODY.findall(body)))
    yield from (use_of(FIGURE, name) for name in _MEASURE_IN_BODY.findall(body))


def _texts_in(values: Any) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, Mapping):
        for value in values.values():
            yield from _texts_in(value)
    elif isinstance(values, list | tuple):
        for value in values:
            yield from _texts_in(value)


def use_of(kind: str, name: str) -> str:
    """The reference as a key for ``Names.path_of``; empty for a link that leads to no document."""
    if kind in (TOPIC, NAME):
        name = fold_label(name)
    elif kind == LINK:
        name = led_to(name)
    return f"{kind}:{name}" if name else ""


def names_of(path: str, address: str) -> set[str]:
    """The keys by which others may use the document at ``path``, no article, with its page at ``address``.

    Only those that follow from these two.
    """
    folder, _, file = path.partition("/")
    id, bare = file.rpartition(".")[0], address.strip("/")
    names = {f"{LINK}:{path}", f"{LINK}:{bare}", *(f"{LINK}:{bare}/{name}" for name in _BESIDE.get(folder, ()))}
    if folder in _KINDS:
        names.add(f"{_KINDS[folder]}:{id}")
    return names


class Names:
    """Resolves references to documents that are no articles: those at the paths ``lasting``.

    ``redirects`` map old addresses to content paths, ``pages`` content paths to page addresses.
    """

    def __init__(self, lasting: Iterable[str], vocabulary: Vocabulary, pages: Pages, redirects: Mapping[str, str]):
        self._lasting = frozenset(lasting)
        self._vocabulary = vocabulary
        self._pages = pages
        self._redirects = redirects

    def __contains__(self, path: object) -> bool:
        """Whether ``path`` is one of these documents."""
        return path in self._lasting

    def path_of(self, use: str) -> str | None:
        """The content path of the document that ``use`` names; None where there is none."""
        return self._paths.get(use)

    def paths_of(self, uses: Iterable[str]) -> set[str]:
        """The content paths of the documents that ``uses`` name."""
        return {path for use in uses if (path := self._paths.get(use))}

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        found = {f"{LINK}:{old}": path for old, path in self._redirects.items() if path in self._lasting}
        for path in self._lasting:
            found |= dict.fromkeys(names_of(path, self._pages[path]), path)
        topics = self._vocabulary.topics
        return found | {f"{TOPIC}:{name}": topics[id].path for name, id in self._vocabulary.names.items()}


def _each(at: FieldPath, kind: str, names: Iterable[str | None] | None) -> Iterator[Reference]:
    for number, name in enumerate(names or ()):
        yield from _one((*at, number), kind, name)


def _one(at: FieldPath, kind: str, name: str | None) -> Iterator[Reference]:
    if name:
        yield Reference(at, kind, name)


