"""Decides where each post of an archive goes: section, path, topics, authors, old addresses."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from kabar.command import Stopped
from kabar.content.models.host import read_host
from kabar.content.parsing.fields import Address
from kabar.content.reading.folders import LONGEST_NAME, kind_of
from kabar.content.validation.addresses import PAGING, AddressBook, is_portals_own
from kabar.content.validation.cross_checks import Crossing
from kabar.content.validation.references import Ids
from kabar.importing.archives.imported_post import CATEGORY, DRAFT, TAG, Archive, ImportedPost, ImportNote, NoteKind
from kabar.importing.import_rules import LEFT_OUT, PAGES, ImportRules
from kabar.importing.old_links import OldSite, fold_path
from kabar.importing.to_markdown import plain_text
from kabar.importing.topic_plan import TopicPlan, clean_name
from kabar.importing.uploads import Uploads
from kabar.sections.registry import SECTIONS
from kabar.text.folding import fold_address, readable_slug, short_hash

MOST_TOPICS = 8
_BIMTEK = "bimtek"
_NEEDED_BY_BIMTEK = ("start", "end", "organisers")
# Accounts of offices and programs: no people.
_NO_PERSON = re.compile(
    r"admin\w*|redaksi|humas|webmaster|editor|penulis|operator|root|user\d*|super ?admin|.*@.*", re.IGNORECASE
)
_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)


@dataclass(frozen=True)
class PostPlan:
    """Where a post goes: its content path, its topics and authors by id, and the old addresses that lead to it."""

    path: str
    date: datetime
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    is_draft: bool = False

    @property
    def section(self) -> str:
        """Its folder."""
        return self.path.partition("/")[0]


@dataclass
class ImportPlan:
    """The ``files`` by guid, in the order of the archive, and the ``people`` that are new, names by id.

    ``known`` are guids of an earlier import, ``left_out`` counts what no rule wants. ``addressed`` counts the published
    posts that had an old address, ``unanswered`` those whose address leads nowhere here; ``queries`` had one with a
    query (``?p=123``), which static hosting cannot answer.
    """

    files: dict[str, PostPlan]
    site: OldSite
    people: dict[str, str]
    used_topics: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[ImportNote] = field(default_factory=list)
    addressed: int = 0
    unanswered: int = 0
    queries: int = 0
    comments: int = 0


class ImportPlanner:
    """Plans the import of ``archive`` into the content of ``crossing``.

    ``recorded`` are the content paths of posts that were imported before, by guid; ``now`` dates what has no date.
    """

    def __init__(
        self,
        archive: Archive,
        rules: ImportRules,
        topics: TopicPlan,
        crossing: Crossing,
        uploads: Uploads,
        recorded: Mapping[str, str],
        now: datetime,
        zone: ZoneInfo,
    ):
        self._archive, self._rules, self._topics, self._crossing = archive, rules, topics, crossing
        self._recorded, self._now, self._zone = recorded, now, zone
        self._ids = Ids(crossing.reading, crossing.files)
        self._book = AddressBook()
        for path, address in crossing.destinations.pages.items():
            self._book.claim(address, path)
        for address in crossing.destinations.addresses:
            self._book.claim(address, crossing.redirects.get(address, "alamat lain"))
        self._next: dict[str, int] = defaultdict(lambda: 2)
        self._taken = set(recorded.values())
        self._authors: dict[str, tuple[str, ...]] = {}
        parts = urlsplit(archive.url)
        host = _host_of(archive.url)
        portal = crossing.reading.portal
        self._base = read_host(portal.SITEURL or "").base if portal else ""
        origin = f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and host else ""
        files = {number: file.url for number, file in archive.files.items()}
        # Uploaded files may be on a host of their own.
        hosts = {host, *(_host_of(url) for url in files.values())} - {""}
        site = OldSite(frozenset(hosts), parts.path, origin, uploads, file_addresses=files)
        self._plan = ImportPlan({}, site, {})

    def plan(self) -> ImportPlan:
        chosen: dict[str, tuple[ImportedPost, str]] = {}
        for post in self._archive.outline:
            section = self._rules.section_of(post)
            if post.guid in self._recorded:
                self._plan.known.add(post.guid)
            elif section in ("", LEFT_OUT):
                self._plan.left_out[f"jenis '{post.type}'" if not section else "menurut aturan (abaikan)"] += 1
            else:
                chosen[post.guid] = (post, self._with_schedule(post, section))
        paths = self._choose_paths(chosen)
        for post, _ in chosen.values():
            self._enter(post, paths[post.guid])
        for post in self._archive.outline:
            if post.guid in self._plan.known:
                self._enter(post, self._recorded[post.guid])
        for post, _ in chosen.values():
            self._plan.files[post.guid] = self._file(post, paths[post.guid])
        self._name_topics(chosen)
        return self._plan

    def _note(self, post: ImportedPost, kind: str, message: str) -> None:
        self._plan.notes.append(ImportNote(kind, post.place, post.guid, message))

    def _with_schedule(self, post: ImportedPost, section: str) -> str:
        if section == _BIMTEK and not all(post.given.get(key) for key in _NEEDED_BY_BIMTEK):
            self._note(
                post, NoteKind.BIMTEK, "bimtek perlu start, end, dan organisers; tetap di berita sampai dilengkapi"
            )
            return "berita"
        return section

    # Paths

    def _choose_paths(self, chosen: Mapping[str, tuple[ImportedPost, str]]) -> dict[str, str]:
        """A free content path for each post: the same whatever the order of the archive."""
        paths = {}
        order = sorted(chosen.values(), key=lambda one: (self._date(one[0]), one[0].guid))
        for post, section in order:
            title = plain_text(post.title)
            slug = readable_slug(post.slug) or readable_slug(title) or f"{section}-{short_hash(post.guid)}"
            folder = f"{section}/{self._date(post).year}" if section in SECTIONS else section
            paths[post.guid] = self._free_path(folder, slug, section)
        return paths

    def _free_path(self, folder: str, slug: str, section: str) -> str:
        slug = slug[: LONGEST_NAME - 10].strip("-")
        if slug == PAGING or kind_of(f"{folder}/{slug}.md")[1]:
            slug = f"{section}-{slug}"
        path = f"{folder}/{slug}.md"
        while not self._is_free(path):
            number = self._next[f"{folder}/{slug}"]
            self._next[f"{folder}/{slug}"] += 1
            path = f"{folder}/{slug}-{number}.md"
        return path

    def _is_free(self, path: str) -> bool:
        address = path.removesuffix(".md").removeprefix(f"{PAGES}/")
        is_taken = path in self._taken or path in self._crossing.files.documents or is_portals_own(address)
        if is_taken or kind_of(path)[1] or self._book.claim(address, path) is not None:
            return False
        self._taken.add(path)
        return True

    def _date(self, post: ImportedPost) -> datetime:
        moment = post.date or post.modified
        if moment is None:
            day = self._archive.exported
            moment = datetime(day.year, day.month, day.day, tzinfo=self._zone) if day else self._now
        return moment.astimezone(self._zone).replace(second=0, microsecond=0)

    # Links

    def _enter(self, post: ImportedPost, path: str) -> None:
        """Let links to the old addresses of ``post`` lead to the file ``path``."""
        site = self._plan.site
        if post.number:
            site.numbers[post.number] = path
        for link in (post.link, *post.old_links, f"/{post.guid}" if post.guid.endswith(("md", "markdown")) else ""):
            if folded := _path_in(link, site.base):
                site.pages.setdefault(folded, path)
        if post.status == DRAFT or (post.date is not None and post.date > self._now):
            site.withheld.add(path)

    # The rest

    def _file(self, post: ImportedPost, path: str) -> PostPlan:
        is_draft = post.status == DRAFT
        section = path.partition("/")[0]
        if post.date is None and section in SECTIONS:
            is_draft = is_draft or post.modified is None
            remedy = (
                "isi date yang benar, lalu hapus status: draft" if is_draft else "memakai waktu ubahnya; periksa date"
            )
            self._note(post, NoteKind.DATE, f"tanpa tanggal; {remedy}")
        if is_draft:
            self._plan.site.withheld.add(path)
        self._plan.comments += post.comments
        tags = self._tags(post) if section in SECTIONS else ()
        authors = self._authors_of(post) if section in SECTIONS else ()
        return PostPlan(path, self._date(post), tags, authors, self._aliases(post, path, is_draft), is_draft)

    def _tags(self, post: ImportedPost) -> tuple[str, ...]:
        found = dict.fromkeys(id for term in post.terms if (id := self._topics.id_of(term.name)))
        if self._rules.section_of(post) == _BIMTEK and (id := self._crossing.vocabulary.find(_BIMTEK)):
            found = dict.fromkeys([id, *found])
        if len(found) > MOST_TOPICS:
            self._note(post, NoteKind.TOPICS, f"{len(found)} topik, paling banyak {MOST_TOPICS}; yang terakhir dilepas")
        ids = tuple(found)[:MOST_TOPICS] or tuple(filter(None, [self._topics.id_of(self._rules.topic)]))
        self._plan.used_topics.update(ids)
        return ids

    def _authors_of(self, post: ImportedPost) -> tuple[str, ...]:
        key = post.author
        if key not in self._authors:
            self._authors[key] = self._find_author(key) if key else ()
        return self._authors[key]

    def _find_author(self, key: str) -> tuple[str, ...]:
        name = clean_name(self._archive.authors.get(key, key))[:120].strip()
        for one in (key, name):
            if id := self._rules.authors.get(one):
                if id not in self._ids["orang"] and id not in self._ids["lembaga"]:
                    raise Stopped(f"aturan.yaml: authors: '{id}' tidak ada di orang/ atau lembaga/; tulis id yang ada")
                return (id,)
        if id := self._ids.named(name, "orang", "lembaga"):
            return (id,)
        if _NO_PERSON.fullmatch(name) or not re.search(r"[^\W\d_]", name):
            return ()
        slug = readable_slug(name) or f"orang-{short_hash(name)}"
        if slug == PAGING or kind_of(f"orang/{slug}.md")[1]:
            slug = f"orang-{slug}"
        taken = {*self._ids["orang"], *self._ids["lembaga"], *self._plan.people}
        id, number = slug, 2
        while id in taken and self._plan.people.get(id) != name:
            id, number = f"{slug}-{number}", number + 1
        self._plan.people[id] = name
        return (id,)

    # Old addresses

    def _aliases(self, post: ImportedPost, path: str, is_draft: bool) -> tuple[str, ...]:
        links = [link for link in (post.link, *post.old_links) if link]
        is_shown = not is_draft and bool(post.link) and _has_path(post.link)
        is_query = is_shown and "?" in post.link
        self._plan.queries += is_query
        is_shown = is_shown and not is_query
        self._plan.addressed += is_shown
        found: dict[str, None] = {}
        answered = not is_shown
        for link in links:
            alias, fault = self._alias(link, path)
            if alias:
                found[f"/{alias}/" if "." not in alias.rpartition("/")[2] else f"/{alias}"] = None
            answered = answered or not fault or link != post.link
            if fault and not is_draft:
                self._note(post, NoteKind.OLD_ADDRESS, fault)
        self._plan.unanswered += not answered
        return tuple(found)

    def _alias(self, link: str, path: str) -> tuple[str, str]:
        """The alias for ``link``, "" where none is needed, and why there can be none."""
        try:
            parts = urlsplit(link)
        except ValueError:
            return "", f"alamat lama '{link[:80]}' tidak terbaca; tidak dialihkan"
        if parts.query:
            return "", f"alamat lama '{parts.path[:60]}?{parts.query[:60]}' tidak dapat dialihkan di hosting statis"
        text = unquote(parts.path).strip("/")
        base = self._base.strip("/")
        if base and text.startswith(f"{base}/"):
            text = text[len(base) + 1 :]
        if not text:
            return "", ""
        address = path.removesuffix(".md").removeprefix(f"{PAGES}/")
        if fold_address(text) == fold_address(address):
            return "", ""
        try:
            alias = _ADDRESS.validate_python(text)
        except ValidationError:
            return "", f"alamat lama '/{text[:80]}/' memuat tanda yang tidak dapat dialihkan"
        if is_portals_own(alias):
            return "", f"alamat lama '/{alias[:80]}/' milik portal ini sendiri; tidak dialihkan"
        if owner := self._book.claim(alias, path):
            return "", f"alamat lama '/{alias[:80]}/' sudah dipakai {owner}; tidak dialihkan"
        return alias, ""

    def _name_topics(self, chosen: Mapping[str, tuple[ImportedPost, str]]) -> None:
        """Let the old lists of a category or tag lead to the page of its new topic."""
        slugs: dict[str, set[str]] = defaultdict(set)
        for post, _ in chosen.values():
            for term in post.terms:
                folder = {CATEGORY: "category", TAG: "tag"}[term.kind]
                id = self._topics.id_of(term.name) if term.slug else None
                if id in self._topics.new and id in self._plan.used_topics:
                    slugs[id].add(f"{folder}/{term.slug}")
        for id, addresses in sorted(slugs.items()):
            for address in sorted(addresses):
                alias, _ = self._alias(f"/{address}/", f"topik/{id}.md")
                if alias:
                    self._topics.new[id].aliases.append(f"/{alias}/")


def _host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _path_in(link: str, base: str) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return fold_path(parts.path, base) if parts.path.strip("/") else ""


def _has_path(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)
