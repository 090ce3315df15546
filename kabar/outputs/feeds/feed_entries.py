"""Feed entries: articles, contradictions, corrections."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from html import escape
from typing import Any
from uuid import UUID, uuid5

from kabar.agenda.event_summary import EventSummary, event_summary
from kabar.content.library import Library
from kabar.content.media.picture_files import is_drawing, is_of_pixels, published_kind, published_path
from kabar.content.models.article import WITHDRAWAL, Article, Correction, Photo
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.host import Host
from kabar.content.parsing.moments import first_possible_day
from kabar.content.reading.links import first_address, resolve
from kabar.figures.contradictions import Contradiction, StatedContradiction
from kabar.indonesian.dates import short_publication_text
from kabar.outputs.feeds.feed_bodies import body_as_html, link_html
from kabar.outputs.feeds.feed_values import FeedAuthor, FeedEntry, FeedTopic
from kabar.outputs.structured_data.article_data import CORRECTION_NAMES
from kabar.pages.correction_pages import ShownCorrection, correction_view
from kabar.pages.parts.figure_views import contradiction_view
from kabar.pages.parts.page_dates import local_day
from kabar.pages.parts.picture_views import picture_view
from kabar.pages.parts.views import BodyView, profile_link

# Random, and never to change: feed readers would show all entries as new.
_NAMESPACE = UUID("4f8ebdf8-1fac-4019-b018-e9e3927714d0")


def lasting_id(address: str) -> str:
    """The ``urn:uuid:`` (RFC 9562, version 5) of what was first published at ``address``, without outer slashes."""
    return uuid5(_NAMESPACE, address).urn


def entry_of(
    article: Article, view: BodyView, library: Library, host: Host, octets_of: Callable[[str], int]
) -> FeedEntry:
    """The entry of ``article`` with its full text; of a withdrawn one only title and reason.

    ``octets_of`` gives the size in bytes of a published picture by its content path.
    """
    if article.withdrawn:
        return _withdrawn(article, host)
    summary = event_summary(article, library) if isinstance(article, Bimtek) else None
    day = local_day(article.date, library)
    image_kind = _image_kind(article.photo) if article.photo else ""
    links = [profile_link(id, library, day) for id in article.author_ids]
    return FeedEntry(
        **_identity(article, host),
        title=summary.heading if summary else article.title,
        summary=f"{summary.change} {article.summary}".lstrip() if summary else article.summary,
        content="".join((_facts(summary) if summary else "", *_content(article, view, library, host))),
        authors=tuple(FeedAuthor(link.label, host.absolute(link.url)) for link in links),
        topics=tuple(FeedTopic(id, library.vocabulary.topics[id].label) for id in article.tags),
        image=host.absolute(f"/{published_path(article.photo.file)}") if article.photo else "",
        image_kind=image_kind,
        image_octets=octets_of(article.photo.file) if article.photo and image_kind else 0,
    )


def _identity(article: Article, host: Host) -> dict[str, Any]:
    return {
        "id": lasting_id(first_address(article)),
        "url": host.absolute(article.page_url),
        "published": article.date,
        "updated": article.changed,
        "lang": article.lang,
    }


def _withdrawn(article: Article, host: Host) -> FeedEntry:
    # Without earlier corrections, which could repeat what was withdrawn.
    reasons = " ".join(one.text for one in article.corrections if one.kind == WITHDRAWAL)
    return FeedEntry(
        **_identity(article, host),
        title=f"Dicabut: {article.title}",
        summary=reasons,
        content=f"<p>Tulisan ini dicabut. {escape(reasons)}</p>",
    )


def _facts(summary: EventSummary) -> str:
    """The last change and the facts of a training, without relative dates: feed readers keep entries."""
    change = f"<p><strong>{escape(summary.change)}</strong></p>" if summary.change else ""
    rows = "<br>".join(f"<strong>{escape(label)}:</strong> {escape(text)}" for label, text in summary.rows)
    return f"{change}<p>{rows}</p>"


def _image_kind(photo: Photo) -> str:
    """The media type of the published photo; empty where unknown."""
    if is_drawing(photo.file):
        return "image/svg+xml"
    return f"image/{published_kind(photo.file).lower()}" if is_of_pixels(photo.file) else ""


def _content(article: Article, view: BodyView, library: Library, host: Host) -> Iterator[str]:
    if article.photo:
        yield _picture(article.photo, library, host)
    if article.dateline:
        yield f"<p>{escape(article.dateline)} —</p>"
    yield body_as_html(view, host, article.page_url)
    for correction in sorted(article.corrections, key=lambda one: (one.date, one.kind, one.text)):
        yield _correction(correction, article, library, host)


def _picture(photo: Photo, library: Library, host: Host) -> str:
    picture = picture_view(photo, library)
    caption = ". ".join(part.rstrip(".") for part in (picture.caption, picture.credit) if part)
    image = f'<img src="{escape(host.absolute(picture.url))}" alt="{escape(picture.alt)}">'
    return f"<figure>{image}<figcaption>{escape(caption)}</figcaption></figure>"


def _correction(correction: Correction, article: Article, library: Library, host: Host) -> str:
    when = short_publication_text(correction.date, library.portal.zone)
    text = f"<strong>{CORRECTION_NAMES[correction.kind]}, {when}:</strong> {escape(correction.text)}"
    if correction.link:
        address = resolve(correction.link, library.destinations, article.path)
        text += f" {link_html('Selengkapnya', address, host)}"
    return f"<p>{text}</p>"


def contradiction_entry(one: Contradiction | StatedContradiction, library: Library, host: Host) -> FeedEntry:
    """The entry of a contradiction; its id stays while the measure, the subject and the values do."""
    view = contradiction_view(one, with_measure=True)
    claims = [(claim.text, claim.source.text, claim.note) for claim in view.claims]
    values = " atau ".join(dict.fromkeys(text for text, *_ in claims))
    ratio = f" (beda {view.ratio})" if view.ratio else ""
    rows = "".join(
        f"<li><strong>{escape(text)}</strong>, {escape(source)}{f'. {escape(note)}' if note else ''}</li>"
        for text, source, note in claims
    )
    note = f"<p>{escape(view.note)}</p>" if view.note else ""
    moment = datetime.combine(first_possible_day(one.newest), time(), library.portal.zone)
    return FeedEntry(
        id=lasting_id(f"pertentangan/{one.figure.id}/{one.identity}"),
        url=host.absolute(f"{one.figure.page_url}#k-berbeda"),
        title=f"{one.figure.title}: {view.heading}",
        summary=f"{values}{ratio}.",
        content=f"<ul>{rows}</ul>{note}<p>{link_html(one.figure.title, one.figure.page_url, host)}</p>",
        published=moment,
        updated=moment,
    )


def correction_entry(shown: ShownCorrection, library: Library, host: Host) -> FeedEntry:
    """The entry of a correction; its id stays while the moment, kind and text do."""
    view, one = correction_view(shown, library), shown.correction
    url = host.absolute(shown.url)
    links = [link_html(shown.article.title, shown.url, host)]
    links += [link_html(view.link.label, view.link.url, host)] if view.link else []
    return FeedEntry(
        id=lasting_id(f"koreksi/{first_address(shown.article)}/{one.date.isoformat()}/{one.kind}/{one.text}"),
        url=url,
        title=f"{view.label}: {shown.article.title}",
        summary=one.text,
        content=f"<p>{escape(one.text)}</p><p>{'. '.join(links)}</p>",
        published=one.date,
        updated=one.date,
        lang=shown.article.lang,
    )


