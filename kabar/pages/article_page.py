"""Composes article pages: berita, bimtek, ekspor."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote_plus

from kabar.agenda.event_summary import FREE, EventSummary, event_summary
from kabar.agenda.message import essentials_of, message_of
from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body
from kabar.content.models.article import Article, Attachment, BasedOn, Export
from kabar.content.models.bimtek import Bimtek, as_day
from kabar.content.models.figure import Figure
from kabar.content.models.host import read_host
from kabar.content.models.source import cited
from kabar.content.reading.article_lists import PROGRAMME, list_key
from kabar.indonesian.dates import date_text, reduced_date_text
from kabar.indonesian.numbers import size_text, unbroken
from kabar.outputs.structured_data.article_data import article_graph
from kabar.outputs.structured_data.json_ld import iso_moment
from kabar.pages.bimtek_facts import bimtek_facts, event_facts
from kabar.pages.correction_pages import correction_view, shown_corrections
from kabar.pages.country_pages import country_link
from kabar.pages.parts.around import Around, Surroundings
from kabar.pages.parts.body_views import body_view, contents_of, with_dateline
from kabar.pages.parts.cards import article_badge, cards_of
from kabar.pages.parts.frame import ATOM, Frame, contact_values, section_link
from kabar.pages.parts.keys import around_key, drawn_in, profiles_in, topic_key
from kabar.pages.parts.kinds import ArticlePage, AttachmentView, Genuineness
from kabar.pages.parts.page_dates import full_moment, local_day
from kabar.pages.parts.picture_views import picture_view, search_pictures, social_picture
from kabar.pages.parts.plan import PlanKey, PlannedPage
from kabar.pages.parts.training_views import training_view
from kabar.pages.parts.views import Fact, Feed, Link, SourceView, profile_link
from kabar.sections.registry import SECTIONS
from kabar.topics.tree import TopicTree


def share_links(title: str, address: str) -> tuple[Link, ...]:
    """Links that share an article, WhatsApp first since readers use it most. ``address`` is absolute."""
    text, url = quote_plus(title), quote_plus(address)
    return (
        Link("WhatsApp", f"https://wa.me/?text={text}+{url}"),
        Link("Telegram", f"https://t.me/share/url?url={url}&text={text}"),
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        Link("X", f"https://x.com/intent/post?text={text}&url={url}"),
        Link("Surel", f"mailto:?subject={text}&body={url}".replace("+", "%20")),
    )


GUIDE = "undangan-palsu"


def genuineness_of(bimtek: Bimtek, library: Library) -> Genuineness:
    """Letter, official contacts of the organisers and the fee, as far as the file states them."""
    guide = library.static_pages.get(GUIDE)
    return Genuineness(
        facts=tuple(_facts(bimtek, library)),
        guide=Link("Cara memeriksa undangan dan melapor", guide.page_url) if guide else None,
    )


def _facts(bimtek: Bimtek, library: Library) -> Iterator[Fact]:
    if bimtek.letter:
        dated = f", {date_text(bimtek.letter.date)}" if bimtek.letter.date else ""
        yield Fact("Surat pengumuman", (f"{bimtek.letter.number}{dated}",))
    for one in bimtek.organisers:
        office = library.organisations[one.id] if one.id else None
        address = office.url if office else one.url
        ways = (
            *((Link(address.partition("://")[2].rstrip("/"), address),) if address else ()),
            *(contact_values(office.contact) if office and office.contact else ()),
        )
        if ways:
            yield Fact(f"Kontak resmi {(office.short_name or office.name) if office else one.name}", ways)
    if bimtek.fee and not bimtek.fee.amount:
        yield Fact("Biaya", (f"{FREE}. Siapa pun yang meminta uang untuk bimtek ini bukan penyelenggaranya.",))


_ATTACHMENTS = {
    "surat-undangan": "Surat undangan",
    "jadwal": "Jadwal",
    "formulir": "Formulir",
    "materi": "Materi",
    "laporan": "Laporan",
}
_LANGUAGES = {"id": "Baca dalam bahasa Indonesia", "en": "Read in English"}


def page_of(path: str) -> str:
    """The output file of the article at content path ``path``."""
    return f"{path[:-3]}/index.html"


def article_of(name: str) -> str:
    """The content path of the article whose page is the output file ``name``."""
    return f"{name[:-11]}.md"


def plan_article(
    path: str,
    bodies: Mapping[str, Body],
    surroundings: Surroundings,
    sizes: Mapping[str, int],
    tree: TopicTree,
    frame: Frame,
) -> PlannedPage:
    """Plan the page of the article at content path ``path``; the article is loaded when the page is rendered.

    ``bodies`` and ``sizes`` (bytes of attachments) are by content path. The page of a withdrawn article shows only its
    title, dates and corrections.
    """
    summary = frame.library.summaries[path]

    def compose() -> ArticlePage:
        return _compose(frame.library.articles[path], bodies, surroundings.of(path), sizes, tree, frame)

    def inputs() -> Mapping[str, Any]:
        return _inputs(frame.library.articles[path], bodies, surroundings.of(path), sizes, tree, frame)

    return PlannedPage(
        page_of(path),
        SECTIONS[path.partition("/")[0]].template,
        compose,
        inputs,
        changed=lambda: summary.changed_text,
        listed=summary.status != "withdrawn",
    )


def _keys(article: Article) -> Iterator[PlanKey]:
    yield PlanKey(around_key(article.path))
    for id in article.tags:
        yield PlanKey(topic_key(id))
    if isinstance(article, Bimtek):
        if article.programme:
            yield PlanKey(list_key(PROGRAMME, article.programme))
        # A key also where the issuer has no page: the page may be added.
        if issuer := article.certificate and article.certificate.issuer:
            yield from (PlanKey(f"lembaga/{issuer}.md"), PlanKey(f"orang/{issuer}.md"))


def _inputs(
    article: Article,
    bodies: Mapping[str, Body],
    around: Around,
    sizes: Mapping[str, int],
    tree: TopicTree,
    frame: Frame,
) -> Mapping[str, Any]:
    body = bodies.get(article.path, ())
    return {
        "tulisan": (article, *_keys(article)),
        "isi": (body, drawn_in(body, frame.library)),
        "orang dan lembaga": profiles_in(article, frame.library),
        "topik": _topic_links(article, tree),
        "angka": _figures(article, frame.library),
        "sumber": [frame.library.sources[one.id] for one in article.based_on if one.id],
        "terkait": replace(around, translations={}),
        "terjemahan": around.translations,
        "lampiran": [] if article.withdrawn else [sizes[one.file] for one in article.attachments],
    }


def _compose(
    article: Article,
    bodies: Mapping[str, Body],
    around: Around,
    sizes: Mapping[str, int],
    tree: TopicTree,
    frame: Frame,
) -> ArticlePage:
    library, withdrawn, translations = frame.library, article.withdrawn, around.translations
    section = section_link(article.section)
    training = article if isinstance(article, Bimtek) and not withdrawn else None
    summary = event_summary(training, library) if training else None
    shared_title = summary.heading if summary else article.title
    # Trainings of one programme share a title: the days make it unique.
    title = f"{shared_title}, {summary.days}" if summary else shared_title
    body = () if withdrawn else bodies.get(article.path, ())
    body_parts, figure_sources = body_view(body, library, article.lang)
    body_parts, dateline = with_dateline(body_parts, "" if withdrawn else article.dateline or "")
    day = local_day(article.date, library)
    picture = None if withdrawn or not article.photo else picture_view(article.photo, library)
    topics = _topic_links(article, tree)
    authors = tuple(profile_link(id, library, day) for id in article.author_ids)
    editor = profile_link(article.editor_id, library, day)
    year = Link(article.year, f"/{article.section}/{article.year}/")
    if training:  # listed by the year in which it begins, not that of publication
        begins = as_day(training.start).year
        year = Link(str(begins), f"/bimtek/{begins}/")
    url = article.page_url
    return ArticlePage(
        **_around(article, topics, translations, frame, (section, year, Link(article.title, url)), title, shared_title),
        lang=article.lang,
        section=section,
        badge=article_badge(article, library),
        lead="" if withdrawn else article.summary,
        authors=() if withdrawn else authors,
        editor=None if withdrawn or editor in authors else editor,
        published=full_moment(article.date, library),
        modified=full_moment(article.changed, library) if article.changed != article.date else None,
        photo=picture,
        dateline=dateline,
        body=body_parts,
        contents=contents_of(body_parts),
        topics=() if withdrawn else topics,
        based_on=() if withdrawn else tuple(_based_on(source, library) for source in article.based_on),
        figure_sources=figure_sources,
        corrections=tuple(correction_view(shown, library) for shown in shown_corrections(article)),
        attachments=() if withdrawn else tuple(_attachment(one, sizes) for one in article.attachments),
        gallery=tuple(picture_view(photo, library) for photo in training.gallery) if training else (),
        facts=() if withdrawn else _facts_of_article(article, summary, frame),
        outcome=(training.outcome or "") if training else "",
        translations=tuple(Link(_LANGUAGES[lang], other.page_url) for lang, other in sorted(translations.items())),
        related=cards_of(around.related, library),
        share=() if withdrawn else share_links(shared_title, frame.host.absolute(url)),
        training=training_view(training, summary, library) if training and summary else None,
        event=event_facts(summary, training) if training and summary else None,
        series=cards_of(around.series, library) if training else (),
        backlinks=cards_of(around.backlinks, library) if training else (),
        trainings=() if withdrawn else cards_of(around.trainings, library),
        genuineness=genuineness_of(training, library) if training and training.ends_at >= library.now else None,
        message=_message(training, frame) if training and library.preview else "",
        withdrawn=withdrawn,
    )


def _topic_links(article: Article, tree: TopicTree) -> tuple[Link, ...]:
    return tuple(Link(tree.topics[id].label, tree.topics[id].page_url) for id in tree.specific_first(article.tags))


def _figures(article: Article, library: Library) -> tuple[Figure, ...]:
    return tuple(library.figures[id] for id in article.figures) if isinstance(article, Export) else ()


def _around(
    article: Article,
    topics: tuple[Link, ...],
    translations: Mapping[str, Article],
    frame: Frame,
    trail: tuple[Link, ...],
    title: str,
    shared_title: str,
) -> dict[str, Any]:
    library = frame.library
    languages = {article.lang: article} | dict(translations)
    original = next((one for one in languages.values() if not one.translation_of), article)
    offered = [*sorted(languages.items()), ("x-default", original)]
    whole = [(lang, frame.host.absolute(one.page_url)) for lang, one in offered]
    return frame.page(
        title,
        "Tulisan ini dicabut." if article.withdrawn else article.summary,
        article.page_url,
        trail,
        kind="article",
        **social_picture(article, frame),
        published=iso_moment(article.date.astimezone(library.portal.zone)),
        modified=iso_moment(article.changed.astimezone(library.portal.zone)),
        section=trail[0].label,
        topics=tuple(topic.label for topic in topics),
        noindex=article.withdrawn,
        translations=tuple(whole) if translations else (),
        feeds=(Feed(f"{frame.name}: {trail[0].label}", f"/{article.section}/atom.xml", ATOM),),
        json_ld=article_graph(
            article, library, frame.host, tuple(translations.values()), search_pictures(article, frame), frame.logo
        ),
        shared_title=shared_title,
        heading=article.title,  # the badge is shown beside it
    )


def _message(bimtek: Bimtek, frame: Frame) -> str:
    # With the portal's public address: it is sent to readers, from a preview.
    return message_of(essentials_of(bimtek, frame.library, read_host(frame.library.portal.SITEURL)))


def _facts_of_article(article: Article, summary: EventSummary | None, frame: Frame) -> tuple[Fact, ...]:
    if isinstance(article, Bimtek) and summary:
        return bimtek_facts(article, summary, frame)
    if isinstance(article, Export):
        figures = _figures(article, frame.library)
        facts = (
            Fact("Produk", article.products),
            Fact("Negara tujuan", tuple(country_link(code) for code in article.partners)),
            Fact("Angka", tuple(Link(figure.title, figure.page_url) for figure in figures)),
        )
        return tuple(fact for fact in facts if fact.values)
    return ()


def _based_on(one: BasedOn, library: Library) -> SourceView:
    source = cited(one, library.sources)
    title = f", “{source.title}”" if source.title else ""
    dated = f", {unbroken(reduced_date_text(source.date))}" if source.date else ""
    return SourceView(f"{source.publisher}{title}{dated}", source.url or "")


def _attachment(attachment: Attachment, sizes: Mapping[str, int]) -> AttachmentView:
    ending = attachment.file.rpartition(".")[2].upper()
    kind = _ATTACHMENTS.get(attachment.kind or "", "")
    size = f"{ending}, {size_text(sizes[attachment.file])}"
    return AttachmentView(attachment.title, f"/{attachment.file}", kind, size)


