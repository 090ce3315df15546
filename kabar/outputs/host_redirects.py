"""Redirects file of static hosts, ``_redirects`` (Netlify, Cloudflare Pages, GitLab Pages)."""

from collections.abc import Mapping
from urllib.parse import quote

from kabar.content.library import Library
from kabar.pages.parts.plan import save_as
from kabar.pages.static_pages import redirect_targets

NAME = "_redirects"


def host_redirects(library: Library) -> dict[str, str]:
    """The target of each old address, both without base and as browsers request them.

    Includes the feeds of renamed and merged topics, which an HTML page cannot redirect. Former addresses come before
    names of topics, since hosts limit the number of lines (Cloudflare 2,000, GitLab 1,000).
    """
    targets = redirect_targets(library)
    names = _names_of_topics(library)
    moved = {old: target for old, target in targets.items() if old not in names}
    with_feeds = {topic.page_url for topic in library.vocabulary.topics.values() if not topic.merged_into}
    feeds = {
        f"/{old}/atom.xml": f"{target}atom.xml"
        for old, target in moved.items()
        if old.startswith("topik/") and target in with_feeds
    }
    pages = {_asked(old): targets[old] for old in (*moved, *sorted(names))}
    return feeds | pages


def redirects_file(targets: Mapping[str, str], base: str) -> str:
    """One line for each old address: from, to, 301. ``targets`` are addresses without ``base``.

    Without "!" after the status: Netlify supports it, Cloudflare rejects the line.
    """
    return "".join(f"{base}{quote(old)} {base}{quote(new)} 301\n" for old, new in targets.items())


def _names_of_topics(library: Library) -> set[str]:
    """Redirects from names of topics that are no declared aliases: readers may type them."""
    topics = {topic.path: topic for topic in library.vocabulary.topics.values()}
    return {old for old, path in library.redirects.items() if path in topics and old not in topics[path].aliases}


def _asked(old: str) -> str:
    return "/" + save_as(f"/{old}/").removesuffix("index.html")


