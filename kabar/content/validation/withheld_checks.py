"""Check that what is shown uses nothing that is withheld: links, references, figures in texts; and no future times."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from kabar.content.markdown_source.body_scan import BodyScan, Directive
from kabar.content.models.article import Article
from kabar.content.models.figure import Figure
from kabar.content.models.figure_choice import read_wish
from kabar.content.models.model import Document, FieldPath, is_withheld
from kabar.content.models.organisation import Organisation
from kabar.content.models.person import Person
from kabar.content.models.portal import PORTAL_FILE
from kabar.content.parsing.problems import BadValue, Problem
from kabar.content.reading.file_reading import BODY
from kabar.content.reading.links import Destinations, led_to, resolve
from kabar.content.reading.reading import Reading
from kabar.content.reading.uses import LINK, Names, references_in, use_of
from kabar.content.validation.withholding import DEFAULT_EDITORS, Withholding

_LINK_REMEDY = "hapus tautannya atau terbitkan keduanya"
_REMEDY = "hapus dari sini atau terbitkan keduanya"


class WithheldUses:
    """Finds uses of ``withheld`` documents in what is shown at ``now``, and moments after ``now``.

    What is withheld by implication is used by nothing that is shown. ``destinations_of`` returns the possible link
    targets of the document at a content path; ``names`` resolve references.
    """

    def __init__(
        self,
        reading: Reading,
        destinations_of: Callable[[str], Destinations],
        redirects: Mapping[str, str],
        names: Names,
        withheld: Withholding,
        now: datetime,
    ):
        self._reading = reading
        self._destinations_of = destinations_of
        self._names = names
        self._withheld = withheld
        self._now = now
        self._hidden = frozenset(path for path in withheld.own if path in names)
        at = {path: path for path in withheld.own}
        addresses = {led_to(destinations_of(path).pages[path]): path for path in withheld.own}
        # An address that redirects to a shown document is not hidden.
        at |= {address: path for address, path in addresses.items() if redirects.get(address, path) == path}
        self._hidden_at = at | {old: path for old, path in redirects.items() if path in withheld.own}
        withheld_in = withheld.own.keys() | withheld.observations.keys()
        self._figures = {one.id: one for one in reading.of(Figure) if one.path in withheld_in}

    def in_portal(self) -> Iterator[Problem]:
        """Yield a problem for each place outside of documents."""
        reading, hidden_at = self._reading, self._hidden_at
        yield from _check_default_editor(reading, self._now)
        for number, old in enumerate(reading.old_addresses.addresses or ()):
            if hidden := hidden_at.get(old.moved_to or ""):
                message = f"alamat lama ini menunjuk {hidden} yang belum terbit; terbitkan dulu atau hapus barisnya"
                yield reading.problem(reading.old_addresses, ("addresses", number, "moved_to"), message)
        if (portal := reading.portal) is None:
            return
        for number, item in enumerate(portal.menu or ()):
            if item.target in hidden_at:
                message = f"{PORTAL_FILE} menunjuk /{item.target}/ yang belum terbit; {_LINK_REMEDY}"
                yield reading.problem(portal, ("menu", number, "address"), message)

    def in_document(self, document: Document, scan: BodyScan | None) -> Iterator[Problem]:
        """Yield a problem for each place in ``document`` with the body ``scan``."""
        path, withheld = document.path, self._withheld
        if isinstance(document, Article) and document.date:
            yield from self._in_corrections(document)
            if path not in withheld.own:
                yield from _check_article(self._reading, document, withheld, self._now)
        if path in withheld:
            return
        yield from self._in_references(document)
        for link in scan.links if scan and self._hidden_at else ():
            if hidden := self._hidden_at.get(led_to(link.target)):
                yield Problem(path, link.line, link.column, BODY, _leads_to(path, hidden))
        for directive in scan.directives if scan and self._figures else ():
            figure = self._figures.get(directive.measure)
            if figure and (message := _fault_of(directive, figure, withheld)):
                whole = f"{path} terbit, tetapi {message}; {_REMEDY}"
                yield Problem(path, directive.line, directive.column, BODY, whole)

    def _in_corrections(self, article: Article) -> Iterator[Problem]:
        for number, correction in enumerate(article.corrections or ()):
            at = ("corrections", number, "link")
            if not correction.link:
                continue
            try:
                resolve(correction.link, self._destinations_of(article.path), article.path)
            except BadValue as bad:
                yield self._reading.problem(article, at, str(bad))
                continue
            hidden = self._hidden_at.get(led_to(correction.link))
            if hidden and article.path not in self._withheld.own:
                yield self._reading.problem(article, at, _leads_to(article.path, hidden))

    def _in_references(self, document: Document) -> Iterator[Problem]:
        path, observations = document.path, self._withheld.observations.get(document.path, ())
        for at, kind, name in references_in(document) if self._hidden else ():
            if at[0] == "observations" and at[1] in observations:
                continue
            used = self._names.path_of(use_of(kind, name)) if kind != LINK else None
            if used in self._hidden:
                message = f"{path} terbit, tetapi memakai {used} yang belum terbit; {_REMEDY}"
                yield self._reading.problem(document, at, message)


def _check_default_editor(reading: Reading, now: datetime) -> Iterator[Problem]:
    for path in DEFAULT_EDITORS:
        document = reading.documents.get(path)
        if isinstance(document, Organisation | Person) and is_withheld(document, now):
            at = ("status",) if document.status == "draft" else ("embargo",)
            message = "redaksi adalah penulis dan penyunting bawaan, jadi selalu tampil; hapus baris ini"
            yield reading.problem(document, at, message)


def _check_article(reading: Reading, article: Article, withheld: Withholding, now: datetime) -> Iterator[Problem]:
    moments: list[tuple[FieldPath, datetime | None]] = [(("modified",), article.modified)]
    moments += [(("corrections", n, "date"), one.date) for n, one in enumerate(article.corrections or ())]
    for at, moment in moments:
        if moment and moment > now:
            yield reading.problem(article, at, "waktu ini masih di masa depan; betulkan tanggalnya")
    if article.translation_of in withheld.own:
        message = f"{article.path} terbit, tetapi aslinya {article.translation_of} belum terbit; {_LINK_REMEDY}"
        yield reading.problem(article, ("translation_of",), message)


def _fault_of(directive: Directive, figure: Figure, withheld: Withholding) -> str:
    """What the ``directive`` needs of ``figure`` that is withheld; empty where nothing is."""
    if figure.path in withheld.own:
        return f"memakai {figure.path} yang belum terbit"
    if directive.name != "angka":
        return ""
    try:
        read_wish(directive.options, figure)
    except BadValue:
        return ""  # reported by ``body_checks``
    try:
        read_wish(directive.options, withheld.shown_part(figure))
    except BadValue:
        return f"memakai angka yang belum terbit di {figure.path}"
    return ""


def _leads_to(path: str, hidden: str) -> str:
    return f"{path} terbit, tetapi menunjuk {hidden} yang belum terbit; {_LINK_REMEDY}"


