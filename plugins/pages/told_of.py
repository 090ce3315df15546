"""Which documents a page tells of besides its own: where one of them changes, the page does."""

from collections.abc import Iterable

from plugins.content_model.article import Article
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.body_parts import Body, FigurePlace
from plugins.content_model.figure import Figure
from plugins.content_model.library import Library
from plugins.content_model.model import Document
from plugins.content_model.picture_files import PictureFile
from plugins.pages.pictures import pictures_in


def profiles_in(article: Article, library: Library) -> tuple[Document, ...]:
    """The people and organisations that ``article`` names by id, and the offices of those people."""
    ids = [*article.author_ids, article.editor_id]
    if isinstance(article, Bimtek):
        ids += [one.id for one in (*article.organisers, *article.instructors)]
        ids += article.registration.through if article.registration else ()
        ids += [article.certificate.issuer] if article.certificate else ()
    return profiles(ids, library)


def profiles(ids: Iterable[str | None], library: Library) -> tuple[Document, ...]:
    """The documents of ``ids``, each once, those of unknown ids left out; with people their offices."""
    found: dict[str, Document] = {}
    for id in ids:
        if person := library.people.get(id or ""):
            found[person.path] = person
            offices = (library.organisations.get(role.organisation or "") for role in person.roles)
            found |= {office.path: office for office in offices if office}
        elif organisation := library.organisations.get(id or ""):
            found[organisation.path] = organisation
    return tuple(found.values())


def drawn_in(body: Body, library: Library) -> tuple[Figure | PictureFile, ...]:
    """The measures and the pictures of pixels that are drawn in ``body``."""
    figures = tuple(library.figures[part.measure] for part in body if isinstance(part, FigurePlace))
    return (*figures, *pictures_in(body, library))
