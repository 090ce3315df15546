"""Structured data of articles: schema.org ``NewsArticle``, and the event of a training."""

from collections.abc import Sequence
from typing import Any

from kabar.agenda.event_summary import event_summary
from kabar.content.library import Library
from kabar.content.models.article import WITHDRAWAL, Article, Attachment, BasedOn, Correction
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.host import Host
from kabar.content.models.source import cited
from kabar.content.reading.links import resolve
from kabar.outputs.structured_data.event_data import event
from kabar.outputs.structured_data.json_ld import iso_moment
from kabar.outputs.structured_data.things import (
    CONTEXT,
    local_day,
    pictures,
    profile,
    publisher,
    subject,
    thing_id,
    without_empty,
)

CORRECTION_NAMES = {
    "koreksi": "Koreksi",
    "ralat": "Ralat",
    "hak-jawab": "Hak jawab",
    "pencabutan": "Pencabutan",
    "pemulihan": "Pemulihan",
}
_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def article_graph(
    article: Article,
    library: Library,
    host: Host,
    translations: Sequence[Article] = (),
    images: Sequence[str] = (),
    logo: str = "",
) -> tuple[dict[str, Any], ...]:
    """The graph of ``article``; ``translations`` are the same article in other languages.

    ``images`` are addresses without base of pictures besides its photograph, ``logo`` that of the publisher's logo.
    Of a withdrawn article only headline, dates and the reason of the withdrawal.
    """
    if article.withdrawn:
        return ({**_identity(article, host), **_corrections(article, library, host)},)
    news = {
        **_identity(article, host),
        **_content(article, library, host, images, logo),
        **_corrections(article, library, host),
        **_translations(article, translations, host),
    }
    if isinstance(article, Bimtek):
        happening = event(article, event_summary(article, library), library, host, images)
        return {**news, "about": [{"@id": happening["@id"]}, *news["about"]]}, happening
    return (news,)


def _identity(article: Article, host: Host) -> dict[str, Any]:
    url = host.absolute(article.page_url)
    return {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "@id": thing_id(article.page_url, host),
        "url": url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": article.title,
        "inLanguage": article.lang,
        "datePublished": iso_moment(article.date),
        "dateModified": iso_moment(article.changed),
    }


def _content(
    article: Article, library: Library, host: Host, images: Sequence[str], logo: str
) -> dict[str, Any]:
    portal = library.portal
    day = local_day(article.date, portal)
    topics = [library.vocabulary.topics[id] for id in article.tags]
    return without_empty(
        description=article.summary,
        articleSection=article.section.capitalize(),
        dateline=article.dateline,
        author=[profile(id, library, day, host) for id in article.author_ids],
        editor=profile(article.editor_id, library, day, host),
        publisher=publisher(library, host, logo),
        image=pictures(article.photo, images, portal, host),
        about=[subject(topic, host) for topic in topics],
        keywords=[topic.label for topic in topics],
        isBasedOn=[_source(cited(one, library.sources)) for one in article.based_on],
        associatedMedia=[_file(attachment, host) for attachment in article.attachments],
        license=portal.licence.url if portal.licence else None,
        isAccessibleForFree=True,
    )


def _source(source: BasedOn) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        **without_empty(
            name=source.title,
            url=source.url,
            datePublished=source.date,
            publisher={"@type": "Organization", "name": source.publisher},
        ),
    }


def _file(attachment: Attachment, host: Host) -> dict[str, Any]:
    return {
        "@type": "MediaObject",
        "name": attachment.title,
        "contentUrl": host.absolute(f"/{attachment.file}"),
        **without_empty(encodingFormat=_MEDIA_TYPES.get(attachment.file.rpartition(".")[2].casefold())),
    }


def _corrections(article: Article, library: Library, host: Host) -> dict[str, Any]:
    shown = [one for one in article.corrections if not article.withdrawn or one.kind == WITHDRAWAL]
    ordered = sorted(shown, key=lambda one: (one.date, one.kind, one.text))
    return without_empty(correction=[_correction(one, article, library, host) for one in ordered])


def _correction(correction: Correction, article: Article, library: Library, host: Host) -> dict[str, Any]:
    address = resolve(correction.link, library.destinations, article.path) if correction.link else ""
    return {
        "@type": "CorrectionComment",
        "name": CORRECTION_NAMES[correction.kind],
        "text": correction.text,
        "datePublished": iso_moment(correction.date),
        **without_empty(url=host.absolute(address) if address.startswith("/") else address),
    }


def _translations(article: Article, translations: Sequence[Article], host: Host) -> dict[str, Any]:
    others = sorted(translations, key=lambda other: (other.lang, other.path))
    original = [_work(other, host) for other in others if other.path == article.translation_of]
    made = [_work(other, host) for other in others if other.translation_of == article.path]
    return without_empty(translationOfWork=original[0] if original else None, workTranslation=made)


def _work(article: Article, host: Host) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "@id": thing_id(article.page_url, host),
        "url": host.absolute(article.page_url),
        "headline": article.title,
        "inLanguage": article.lang,
    }


