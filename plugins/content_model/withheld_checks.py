"""Check that nothing that is shown rests on what is not: links, references, figures in texts, and moments to come."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime

from plugins.content_model.article import Article
from plugins.content_model.bodies import links_to
from plugins.content_model.body_scan import Directive
from plugins.content_model.embargo import is_withheld
from plugins.content_model.figure import Figure
from plugins.content_model.figure_wish import read_wish
from plugins.content_model.file_reading import BODY
from plugins.content_model.links import Destinations, led_to, resolve
from plugins.content_model.portal import PORTAL_FILE
from plugins.content_model.problems import BadValue, Problem
from plugins.content_model.reading import Reading
from plugins.content_model.uses import LINK, Names, references_in, use_of
from plugins.content_model.withholding import DEFAULT_EDITORS, Withholding

_LINK_REMEDY = "hapus tautannya atau terbitkan keduanya"
_REMEDY = "hapus dari sini atau terbitkan keduanya"


def check_withheld(
    reading: Reading,
    destinations_of: Callable[[str], Destinations],
    redirects: Mapping[str, str],
    names: Names,
    withheld: Withholding,
    now: datetime,
    trusted: Collection[str],
) -> Iterator[Problem]:
    """A problem for each place where a shown document rests on one that its own file withholds, and for each moment
    after ``now`` in what is shown.

    Nothing that is shown rests on what is withheld by implication. ``destinations_of`` tells what links of the document
    at a content path may lead to. ``trusted`` need no look.
    """
    yield from _check_default_editor(reading, now)
    hidden_at = {path: path for path in withheld.own}
    hidden_at |= {led_to(destinations_of(path).pages[path]): path for path in withheld.own}
    hidden_at |= {old: path for old, path in redirects.items() if path in withheld.own}
    for path, line, column, hidden in links_to(hidden_at, reading, trusted):
        if path not in withheld:
            yield Problem(path, line, column, BODY, _leads_to(path, hidden))
    for article in reading.but(trusted):
        if isinstance(article, Article) and article.date:
            yield from _check_corrections(reading, article, destinations_of(article.path), withheld, hidden_at)
            if article.path not in withheld.own:
                yield from _check_article(reading, article, withheld, now)
    yield from _check_references(reading, names, withheld, trusted)
    yield from _check_figures(reading, withheld, trusted)
    for number, old in enumerate(reading.old_addresses.addresses or ()):
        if hidden := hidden_at.get(old.moved_to or ""):
            message = f"alamat lama ini menunjuk {hidden} yang belum terbit; terbitkan dulu atau hapus barisnya"
            yield reading.problem(reading.old_addresses, ("addresses", number, "moved_to"), message)
    for number, item in enumerate(reading.portal.menu or () if reading.portal else ()):
        if item.target in hidden_at:
            message = f"{PORTAL_FILE} menunjuk /{item.target}/ yang belum terbit; {_LINK_REMEDY}"
            yield reading.problem(reading.portal, ("menu", number, "address"), message)


def _check_default_editor(reading: Reading, now: datetime) -> Iterator[Problem]:
    for path in DEFAULT_EDITORS:
        document = reading.documents.get(path)
        if document and is_withheld(document, now):
            at = ("status",) if document.status == "draft" else ("embargo",)
            message = "redaksi adalah penulis dan penyunting bawaan, jadi selalu tampil; hapus baris ini"
            yield reading.problem(document, at, message)


def _check_article(reading: Reading, article: Article, withheld: Withholding, now: datetime) -> Iterator[Problem]:
    moments = [(("modified",), article.modified)]
    moments += [(("corrections", n, "date"), one.date) for n, one in enumerate(article.corrections or ())]
    for at, moment in moments:
        if moment and moment > now:
            yield reading.problem(article, at, "waktu ini masih di masa depan; betulkan tanggalnya")
    if article.translation_of in withheld.own:
        message = f"{article.path} terbit, tetapi aslinya {article.translation_of} belum terbit; {_LINK_REMEDY}"
        yield reading.problem(article, ("translation_of",), message)


def _check_corrections(
    reading: Reading, article: Article, destinations: Destinations, withheld: Withholding, hidden_at: Mapping[str, str]
) -> Iterator[Problem]:
    for number, correction in enumerate(article.corrections or ()):
        at = ("corrections", number, "link")
        if not correction.link:
            continue
        try:
            resolve(correction.link, destinations, article.path)
        except BadValue as bad:
            yield reading.problem(article, at, str(bad))
            continue
        if (hidden := hidden_at.get(led_to(correction.link))) and article.path not in withheld.own:
            yield reading.problem(article, at, _leads_to(article.path, hidden))


def _check_references(
    reading: Reading, names: Names, withheld: Withholding, trusted: Collection[str]
) -> Iterator[Problem]:
    hidden = frozenset(path for path in withheld.own if path in names)
    if not hidden:
        return
    for path in sorted(reading.documents.keys() - trusted - withheld.own.keys() - withheld.implied.keys()):
        gist = reading.gist(path)
        if gist and hidden.isdisjoint(names.paths_of(gist.uses)):
            continue
        document = reading.documents[path]
        for at, kind, name in references_in(document):
            if at[0] == "observations" and at[1] in withheld.observations.get(path, ()):
                continue
            used = names.path_of(use_of(kind, name)) if kind != LINK else None
            if used in hidden:
                message = f"{path} terbit, tetapi memakai {used} yang belum terbit; {_REMEDY}"
                yield reading.problem(document, at, message)


def _check_figures(reading: Reading, withheld: Withholding, trusted: Collection[str]) -> Iterator[Problem]:
    withheld_in = withheld.own.keys() | withheld.observations.keys()
    figures = {one.id: one for one in reading.of(Figure) if one.path in withheld_in}
    if not figures:
        return
    for path in reading.scans:
        if path in trusted or path in withheld:
            continue
        for directive in reading.scans[path].directives:
            figure = figures.get(directive.measure)
            if figure and (message := _fault_of(directive, figure, withheld)):
                whole = f"{path} terbit, tetapi {message}; {_REMEDY}"
                yield Problem(path, directive.line, directive.column, BODY, whole)


def _fault_of(directive: Directive, figure: Figure, withheld: Withholding) -> str:
    """What of ``figure`` the ``directive`` needs and may not have yet; empty where it has all."""
    if figure.path in withheld.own:
        return f"memakai {figure.path} yang belum terbit"
    if directive.name != "angka":
        return ""
    try:
        read_wish(directive.options, figure)
    except BadValue:
        return ""  # told by ``bodies`` already
    try:
        read_wish(directive.options, withheld.shown_part(figure))
    except BadValue:
        return f"memakai angka yang belum terbit di {figure.path}"
    return ""


def _leads_to(path: str, hidden: str) -> str:
    return f"{path} terbit, tetapi menunjuk {hidden} yang belum terbit; {_LINK_REMEDY}"
