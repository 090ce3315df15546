"""Dependency keys of pages, and which of them changed since the last output.

``berita/2019/x.md``, ``topik/ikm.md``: a document, by content path; also one that does not exist.
``list:topic:ikm``: the articles of a list (``article_lists.list_key``).
``around:berita/2019/x.md``: which articles an article's page links to, and which link to it.
``topic:ikm``: what other pages show of a topic. ``day``: the date in the portal's zone.
``documents``: any document that is neither an article nor a source. ``sources``: any source.
``withholding``: what is withheld; previews show it.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from sqlite3 import Connection

from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body, FigurePlace
from kabar.content.media.picture_files import PictureFile
from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.figure import Figure
from kabar.content.models.organisation import Organisation
from kabar.content.models.person import Person
from kabar.index.database import Damaged, Database
from kabar.index.pages import ArticleKey, read_article_keys, read_keys, write_article_keys, write_keys
from kabar.pages.parts.around import Surroundings
from kabar.pages.parts.page_dates import local_day
from kabar.pages.parts.picture_views import pictures_in
from kabar.topics.tree import TopicTree

Profile = Organisation | Person


def profiles_in(article: Article, library: Library) -> tuple[Profile, ...]:
    """The people and organisations that ``article`` names by id, and the organisations of those people."""
    ids: list[str | None] = [*article.author_ids, article.editor_id]
    if isinstance(article, Bimtek):
        ids += [one.id for one in article.organisers]
        ids += [one.id for one in article.instructors]
        ids += article.registration.through if article.registration else ()
        ids += [article.certificate.issuer] if article.certificate else ()
    return profiles(ids, library)


def profiles(ids: Iterable[str | None], library: Library) -> tuple[Profile, ...]:
    """The documents of ``ids`` and the organisations of the people among them, each once; skips unknown ids."""
    found: dict[str, Profile] = {}
    for id in ids:
        if person := library.people.get(id or ""):
            found[person.path] = person
            offices = (library.organisations.get(role.organisation or "") for role in person.roles)
            found |= {office.path: office for office in offices if office}
        elif organisation := library.organisations.get(id or ""):
            found[organisation.path] = organisation
    return tuple(found.values())


def drawn_in(body: Body, library: Library) -> tuple[Figure | PictureFile, ...]:
    """The measures and pictures that are shown in ``body``."""
    figures = tuple(library.figures[part.measure] for part in body if isinstance(part, FigurePlace))
    return (*figures, *pictures_in(body, library))


ANY_DOCUMENT, ANY_SOURCE, DAY = "documents", "sources", "day"
WITHHOLDING = "withholding"


def around_key(path: str) -> str:
    """The key of the articles linked from and to the page of the article at ``path``."""
    return f"around:{path}"


def topic_key(id: str) -> str:
    """The key of what other pages show of topic ``id``."""
    return f"topic:{id}"


@dataclass(frozen=True)
class Changes:
    """The ``keys`` that changed since the last output; None: all, where no output is known.

    ``articles()`` and ``others`` are the new rows and values for the database, ``gone`` and ``other_gone`` the names
    to delete from it.
    """

    keys: frozenset[str] | None = None
    articles: Callable[[], Iterable[ArticleKey]] = tuple
    gone: Collection[str] = ()
    others: Mapping[str, bytes] = field(default_factory=dict)
    other_gone: Collection[str] = ()

    def any_of(self, keys: Iterable[str]) -> bool:
        """Whether one of ``keys`` changed."""
        return self.keys is None or not self.keys.isdisjoint(keys)

    def keep(self, connection: Connection) -> None:
        """Store the current values of the keys, within a transaction."""
        write_article_keys(connection, self.articles(), self.gone)
        write_keys(connection, self.others, self.other_gone)


def find_changes(library: Library, tree: TopicTree, around: Surroundings, database: Database | None) -> Changes:
    """Compare ``library`` with the values that ``database`` has of the last output."""
    others = _values(library, tree)
    try:
        before = read_keys(database) if database else {}
        articles = list(_changed_articles(library, around, database)) if before else []
    except Damaged:
        before = {}
    if not before:
        return Changes(None, lambda: (_row(path, library, around) for path in library.articles), (), others)
    keys = {name for name in others.keys() | before.keys() if others.get(name) != before.get(name)}
    sources = {name for name in keys if name.startswith("sumber/")}
    if keys - sources - {DAY}:
        keys.add(ANY_DOCUMENT)
    if sources:
        keys.add(ANY_SOURCE)
    rows, gone = [], []
    for path, row in articles:
        now = _row(path, library, around) if path in library.articles else None
        rows += [now] if now else []
        gone += [] if now else [path]
        if now and row and now.related != row.related:
            keys.add(around_key(path))
        if now and row and now.value == row.value:
            continue
        keys.add(path)
        for one in filter(None, (row, now)):
            keys.update(one.lists.split("\n"))
        keys.update(map(around_key, around.leading_to(path)))
    changed = {name: value for name, value in others.items() if before.get(name) != value}
    return Changes(frozenset(keys), lambda: rows, gone, changed, before.keys() - others.keys())


def _changed_articles(
    library: Library, around: Surroundings, database: Database | None
) -> Iterator[tuple[str, ArticleKey | None]]:
    """The path of each article that differs from its row in the database, with that row."""
    values = library.fingerprints
    left = dict.fromkeys(values)

    def is_same(row: ArticleKey) -> bool:
        left.pop(row.path, None)
        return values.get(row.path) == row.value and "\n".join(around.related(row.path)) == row.related

    if database:
        for row in read_article_keys(database, is_same):
            yield row.path, row
    for path in left:
        yield path, None


def _row(path: str, library: Library, around: Surroundings) -> ArticleKey:
    lists = "\n".join(library.index.lists_of(path))
    return ArticleKey(path, library.fingerprints[path], lists, "\n".join(around.related(path)))


def _values(library: Library, tree: TopicTree) -> dict[str, bytes]:
    values = {path: _digest(library.digests[path], *_pictures_in(path, library)) for path in library.lasting}
    for figure in library.figures.values():
        # A measure shows text of its sources.
        values[figure.path] = _digest(values[figure.path], *(values.get(path, b"") for path in _sources_of(figure)))
    for id, topic in tree.topics.items():
        values[topic_key(id)] = _digest(repr((topic.label, topic.page_url, tree.ancestors(id))).encode())
    values[DAY] = local_day(library.now, library).isoformat().encode()
    if library.preview:
        values[WITHHOLDING] = _digest(repr(library.withholding).encode("utf-8", "surrogatepass"))
    return values


def _pictures_in(path: str, library: Library) -> Iterator[bytes]:
    for file in sorted(library.in_bodies[path]):
        if picture := library.pictures.get(file) or library.drawings.get(file):
            yield repr(picture).encode()


def _sources_of(figure: Figure) -> list[str]:
    ids = (source.id for source in figure.all_sources())
    return [f"sumber/{id}.yaml" for id in dict.fromkeys(filter(None, ids))]


def _digest(*parts: bytes) -> bytes:
    return hashlib.blake2b(b"|".join(parts), digest_size=16).digest()


