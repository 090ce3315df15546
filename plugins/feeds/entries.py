"""An entry of the portal as an entry of a feed."""

from collections.abc import Callable, Iterator
from html import escape

from plugins.agenda.summary import EventSummary, event_summary
from plugins.content_model.article import WITHDRAWAL, Article, Correction, Photo
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.first_address import first_address
from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.content_model.links import resolve
from plugins.content_model.picture_files import is_drawing, is_of_pixels, published_kind, published_path
from plugins.feeds.bodies import body_as_html, link_html
from plugins.feeds.identity import lasting_id
from plugins.feeds.values import FeedAuthor, FeedEntry, FeedTopic
from plugins.indonesian.dates import short_publication_text
from plugins.pages.moments import local_day
from plugins.pages.people import profile_link
from plugins.pages.pictures import picture_view
from plugins.pages.views import BodyView
from plugins.structured_data.articles import CORRECTION_NAMES


def entry_of(
    article: Article, view: BodyView, library: Library, host: Host, octets_of: Callable[[str], int]
) -> FeedEntry:
    """``article`` with its full text; a withdrawn one with nothing but its title and the reason.

    ``octets_of`` gives the size in bytes of what is published of a picture, by its content path.
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
        image_octets=octets_of(article.photo.file) if image_kind else 0,
    )


def _identity(article: Article, host: Host) -> dict:
    return {
        "id": lasting_id(first_address(article)),
        "url": host.absolute(article.page_url),
        "published": article.date,
        "updated": article.changed,
        "lang": article.lang,
    }


def _withdrawn(article: Article, host: Host) -> FeedEntry:
    # Earlier corrections stay away too: they could repeat what was withdrawn.
    reasons = " ".join(one.text for one in article.corrections if one.kind == WITHDRAWAL)
    return FeedEntry(
        **_identity(article, host),
        title=f"Dicabut: {article.title}",
        summary=reasons,
        content=f"<p>Tulisan ini dicabut. {escape(reasons)}</p>",
    )


def _facts(summary: EventSummary) -> str:
    """What changed, and the facts of a training; true whenever it is read, since readers of feeds keep entries."""
    change = f"<p><strong>{escape(summary.change)}</strong></p>" if summary.change else ""
    rows = "<br>".join(f"<strong>{escape(label)}:</strong> {escape(text)}" for label, text in summary.rows)
    return f"{change}<p>{rows}</p>"


def _image_kind(photo: Photo) -> str:
    """The media type of what is published at the photo's address."""
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
    told = ". ".join(part.rstrip(".") for part in (picture.caption, picture.credit) if part)
    image = f'<img src="{escape(host.absolute(picture.url))}" alt="{escape(picture.alt)}">'
    return f"<figure>{image}<figcaption>{escape(told)}</figcaption></figure>"


def _correction(correction: Correction, article: Article, library: Library, host: Host) -> str:
    when = short_publication_text(correction.date, library.portal.zone)
    text = f"<strong>{CORRECTION_NAMES[correction.kind]}, {when}:</strong> {escape(correction.text)}"
    if correction.link:
        address = resolve(correction.link, library.destinations, article.path)
        text += f" {link_html('Selengkapnya', address, host)}"
    return f"<p>{text}</p>"
