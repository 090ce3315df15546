"""Composes static pages: content/halaman, masthead, 404, redirects."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body, Html
from kabar.content.models.static_page import OldAddress, StaticPage
from kabar.outputs.structured_data.json_ld import iso_moment
from kabar.pages.parts.body_views import body_view
from kabar.pages.parts.frame import Frame, contact_values
from kabar.pages.parts.keys import drawn_in
from kabar.pages.parts.kinds import MastheadPage, NotFoundPage, RedirectPage, StaticPageView, TopicWeight
from kabar.pages.parts.page_dates import day_moment, local_day
from kabar.pages.parts.plan import Inputs, PlannedPage, save_as
from kabar.pages.parts.views import Fact, Link, badge_of

MASTHEAD = Link("Redaksi", "/redaksi/")


def plan_static_pages(bodies: Mapping[str, Body], frame: Frame) -> Iterator[PlannedPage]:
    """Plan the pages of ``content/halaman``."""
    for document in frame.library.static_pages.values():
        body = partial(_body, bodies, document.path)
        inputs = partial(_inputs, document, body, frame)
        compose = partial(_compose_static, document, body, frame)
        changed = partial(_changed, document)
        yield PlannedPage(save_as(document.page_url), "halaman", compose, inputs, changed=changed)


def _body(bodies: Mapping[str, Body], path: str) -> Body:
    return bodies.get(path, ())


def _changed(document: StaticPage) -> str:
    return iso_moment(document.modified) if document.modified else ""


def _inputs(document: StaticPage, body: Callable[[], Body], frame: Frame) -> Mapping[str, Any]:
    badge = badge_of(document.path, frame.library)
    return {"halaman": document, "isi": (body(), drawn_in(body(), frame.library)), "tanda": badge}


def _compose_static(document: StaticPage, body: Callable[[], Body], frame: Frame) -> StaticPageView:
    link = Link(document.title, document.page_url)
    view, sources = body_view(body(), frame.library, document.lang)
    return StaticPageView(
        **frame.page(document.title, document.summary, link.url, (link,)),
        lang=document.lang,
        lead=document.summary,
        badge=badge_of(document.path, frame.library),
        body=view,
        figure_sources=sources,
        modified=day_moment(local_day(document.modified, frame.library)) if document.modified else None,
    )


def plan_masthead(frame: Frame) -> PlannedPage:
    """Plan ``/redaksi/``: publisher and responsible editor, as required by UU 40/1999, article 12."""
    portal = frame.library.portal
    intro = f"Penerbit dan penanggung jawab {portal.name}, sesuai dengan Pasal 12 UU 40/1999 tentang Pers."

    def compose() -> MastheadPage:
        return MastheadPage(
            **frame.page("Redaksi", intro, MASTHEAD.url, (MASTHEAD,)),
            intro=intro,
            facts=(
                Fact("Penerbit", (portal.publisher,) if portal.publisher else ()),
                Fact("Penanggung jawab", (portal.responsible,) if portal.responsible else ()),
                Fact("Alamat redaksi", (portal.address,) if portal.address else ()),
                Fact("Kontak", contact_values(portal.contact) if portal.contact else ()),
            ),
            links=tuple(link for link in frame.footer if link.url != MASTHEAD.url),
        )

    return PlannedPage(save_as(MASTHEAD.url), "redaksi", compose)


def plan_not_found(topics: tuple[TopicWeight, ...], frame: Frame) -> PlannedPage:
    """Plan ``/404.html``, which static hosts serve for unknown addresses."""
    return PlannedPage(
        "404.html",
        "404",
        lambda: NotFoundPage(
            **frame.page("Halaman tidak ditemukan", "Alamat ini tidak ada di portal.", "/404.html", noindex=True),
            topics=topics,
            links=(
                Link("Beranda", "/"),
                Link("Cari di portal ini", "/cari/"),
                Link("Berita terkini", "/terkini/"),
                Link("Semua topik", "/topik/"),
            ),
        ),
        listed=False,
    )


def plan_redirects(frame: Frame) -> Iterator[PlannedPage]:
    """Plan a page at each old address: a redirect, or a notice of removal with its reason."""
    for old, target in redirect_targets(frame.library).items():
        redirect = partial(_compose_redirect, old, target, frame)
        yield PlannedPage(save_as(f"/{old}/"), "redirect", redirect, partial(dict, tujuan=target), listed=False)
    for gone in frame.library.old_addresses.addresses:
        if gone.reason:
            notice = partial(_compose_gone, gone, gone.reason, frame)
            inputs: Inputs = partial(dict, alasan=gone.reason, dicabut=gone.date)
            yield PlannedPage(save_as(f"/{gone.address}/"), "halaman", notice, inputs, listed=False)


def _compose_redirect(old: str, target: str, frame: Frame) -> RedirectPage:
    return RedirectPage(
        **frame.page("Halaman dipindahkan", "Halaman ini sudah pindah alamat.", f"/{old}/", noindex=True),
        target=Link(target, target),
        target_absolute=frame.host.absolute(target),
    )


def _compose_gone(gone: OldAddress, reason: str, frame: Frame) -> StaticPageView:
    link = Link("Halaman dicabut", f"/{gone.address}/")
    return StaticPageView(
        **frame.page("Halaman dicabut", "Halaman ini tidak lagi terbit.", link.url, (link,), noindex=True),
        lead=reason,
        body=(Html(""),),
        modified=None,
        withdrawn=day_moment(gone.date),
    )


def redirect_targets(library: Library) -> dict[str, str]:
    """The target of each old address (without outer slashes); chains of redirects are resolved."""
    pages = library.destinations.pages
    targets = {old: pages[path] for old, path in library.redirects.items()}
    targets |= {old.address: f"/{old.moved_to}/" for old in library.old_addresses.addresses if old.moved_to}
    topics = library.vocabulary.topics
    for id, topic in topics.items():
        if topic.merged_into:
            now = library.vocabulary.find(id)
            assert now is not None, id
            targets[topic.page_address] = topics[now].page_url
    return {old: _follow(target, targets) for old, target in sorted(targets.items())}


def _follow(target: str, targets: Mapping[str, str]) -> str:
    seen = {target}
    while (onward := targets.get(target.strip("/"))) and onward not in seen:
        seen.add(onward)
        target = onward
    return target


