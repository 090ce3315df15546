"""Values that every kind of archive is read into."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

WORDPRESS, HTML, MARKDOWN = "wordpress", "html", "markdown"  # forms of a body
CATEGORY, TAG = "kategori", "tag"
POST, PAGE = "post", "page"
PUBLISHED, DRAFT = "published", "draft"


class NoteKind:
    """Kinds of notes, as they are counted in the report and written to ``masalah.csv``."""

    ENCODING = "huruf rusak"
    DATE = "tanggal"
    TITLE = "judul"
    EMPTY = "tanpa isi"
    STATUS = "belum terbit"
    OLD_ADDRESS = "alamat lama"
    LINK = "tautan"
    PICTURE = "gambar"
    ALT = "teks pengganti gambar"
    ATTACHMENT = "lampiran"
    REMOVED = "bagian yang dibuang"
    SHORTCODE = "shortcode"
    EMBED = "sematan"
    SIMPLIFIED = "bentuk disederhanakan"
    PERSONAL = "data pribadi"
    TOPICS = "topik"
    BIMTEK = "bimtek tanpa jadwal"
    INVALID = "perlu disunting"


@dataclass(frozen=True)
class Term:
    """A category or tag of an old site. ``slug`` is its name in addresses, "" where that is unknown."""

    kind: str
    name: str
    slug: str = ""


@dataclass(frozen=True)
class ArchiveFile:
    """A picture or attachment of an old site: its address, and what is known of it."""

    url: str
    alt: str = ""
    caption: str = ""
    title: str = ""
    parent: str = ""


@dataclass(frozen=True, order=True)
class ImportNote:
    """A remark for the editor about one post. ``message`` is Indonesian; ``place`` is such as ``ekspor.xml:120``."""

    kind: str
    place: str
    guid: str
    message: str


@dataclass(frozen=True)
class ImportedPost:
    """A post or page of an archive, as it was written there.

    ``guid`` is the same in every export of it. ``body`` and ``excerpt`` have the ``form`` that their archive uses.
    ``link`` is its old address, "" where it had none; ``number`` its id in WordPress. ``photo`` is the address of its
    main picture, or the number of the file. ``given`` are fields of our own model that the archive has, as text.
    ``notes`` are (kind, message).
    """

    guid: str
    place: str
    title: str
    type: str = POST
    slug: str = ""
    date: datetime | None = None
    modified: datetime | None = None
    status: str = PUBLISHED
    author: str = ""
    terms: tuple[Term, ...] = ()
    excerpt: str = ""
    body: str = ""
    form: str = HTML
    link: str = ""
    old_links: tuple[str, ...] = ()
    number: str = ""
    photo: str = ""
    comments: int = 0
    lang: str = ""
    given: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()

    def without_text(self) -> "ImportedPost":
        """The post without its body and excerpt, to be kept while the archive is read again."""
        return replace(self, body="", excerpt="")


@dataclass
class Archive:
    """What is known of an archive after it was read once, and a function that reads its posts again.

    ``files`` are by number, ``authors`` are names by key. ``left_out`` counts what is not imported, by its Indonesian
    name. ``exported`` is the day of the export, None where that is unknown.
    """

    name: str
    posts: Callable[[], Iterator[ImportedPost]]
    title: str = ""
    url: str = ""
    exported: date | None = None
    authors: dict[str, str] = field(default_factory=dict)
    files: dict[str, ArchiveFile] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    outline: list[ImportedPost] = field(default_factory=list)
