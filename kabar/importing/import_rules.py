"""The rules of an import, ``aturan.yaml``: which section each post goes to."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kabar.command import Stopped
from kabar.content.parsing.yaml_structure import Structure, plain_or_quoted
from kabar.importing.archives.imported_post import CATEGORY, PAGE, POST, TAG, ImportedPost
from kabar.importing.yaml_file import read_yaml
from kabar.sections.registry import SECTIONS
from kabar.text.folding import fold_label
from kabar.text.suggestions import did_you_mean

PAGES = "halaman"
LEFT_OUT = "abaikan"
DESTINATIONS = (*SECTIONS, PAGES, LEFT_OUT)
_SELECTORS = ("category", "tag", "title", "type")
_KEYS = ("rules", "default", "pages", "topic", "authors")
FALLBACK_TOPIC = "Arsip"


@dataclass(frozen=True)
class ImportRule:
    """Posts with one of these categories, tags, words in the title and types go to ``section``; "" asks for nothing."""

    section: str
    category: frozenset[str] = frozenset()
    tag: frozenset[str] = frozenset()
    title: tuple[re.Pattern[str], ...] = ()
    type: frozenset[str] = frozenset()

    def fits(self, post: ImportedPost) -> bool:
        """Whether ``post`` has what each given selector asks for."""
        if self.type and post.type not in self.type:
            return False
        for names, kind in ((self.category, CATEGORY), (self.tag, TAG)):
            if names and not any(term.kind == kind and fold_label(term.name) in names for term in post.terms):
                return False
        return not self.title or any(pattern.search(post.title) for pattern in self.title)


@dataclass(frozen=True)
class ImportRules:
    """``rules`` in their order, the first that fits counts; ``topic`` is given to posts that are left without any.

    ``authors`` are ids of ``orang/`` or ``lembaga/`` by the old site's name or login.
    """

    rules: tuple[ImportRule, ...] = ()
    default: str = "berita"
    pages: str = PAGES
    topic: str = FALLBACK_TOPIC
    authors: dict[str, str] = field(default_factory=dict)

    def section_of(self, post: ImportedPost) -> str:
        """The section of ``post``; "" for a type that no rule names."""
        for rule in self.rules:
            if rule.fits(post):
                return rule.section
        return self.default if post.type == POST else self.pages if post.type == PAGE else ""


def read_rules(file: Path) -> ImportRules:
    """Read ``file``. Raises Stopped with file, line and remedy."""
    reader = _RulesReader(file, read_yaml(file))
    rules = reader.read()
    if reader.faults:
        raise Stopped(*reader.faults)
    return rules


class _RulesReader:
    def __init__(self, file: Path, structure: Structure):
        self.faults: list[str] = []
        self._file, self._structure = file, structure

    def read(self) -> ImportRules:
        value = self._structure.value
        for key in value:
            if key not in _KEYS:
                self._fault(
                    (key,), f"kunci '{key}' tidak dikenal{did_you_mean(key, _KEYS)}; yang ada: {', '.join(_KEYS)}"
                )
        rules = value.get("rules") or []
        if not isinstance(rules, list):
            self._fault(("rules",), "rules harus berupa daftar; mulai tiap aturan dengan '- '")
            rules = []
        authors = value.get("authors") or {}
        if not isinstance(authors, dict) or not all(isinstance(one, str) for one in authors.values()):
            self._fault(("authors",), "authors harus berisi baris 'nama lama: id'")
            authors = {}
        return ImportRules(
            tuple(filter(None, (self._rule(rule, number) for number, rule in enumerate(rules)))),
            self._section(value.get("default") or "berita", ("default",)),
            self._section(value.get("pages") or PAGES, ("pages",)),
            self._text(value.get("topic") or FALLBACK_TOPIC, ("topic",)),
            authors,
        )

    def _rule(self, value: object, number: int) -> ImportRule | None:
        at = ("rules", number)
        if not isinstance(value, dict):
            self._fault(at, "aturan harus berisi kunci, misalnya: category: [Ekspor] dan section: ekspor")
            return None
        for key in value:
            if key not in (*_SELECTORS, "section"):
                known = (*_SELECTORS, "section")
                self._fault(
                    (*at, key), f"kunci '{key}' tidak dikenal{did_you_mean(key, known)}; yang ada: {', '.join(known)}"
                )
        if not any(value.get(key) for key in _SELECTORS):
            self._fault(at, f"aturan tanpa syarat; tulis salah satu: {', '.join(_SELECTORS)}")
        if not value.get("section"):
            self._fault(at, f"section belum ditulis; pilih salah satu: {', '.join(DESTINATIONS)}")
            return None
        words = self._texts(value.get("title"), (*at, "title"))
        return ImportRule(
            self._section(value["section"], (*at, "section")),
            frozenset(map(fold_label, self._texts(value.get("category"), (*at, "category")))),
            frozenset(map(fold_label, self._texts(value.get("tag"), (*at, "tag")))),
            tuple(re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE) for word in words),
            frozenset(self._texts(value.get("type"), (*at, "type"))),
        )

    def _section(self, value: object, at: tuple[str | int, ...]) -> str:
        text = self._text(value, at)
        if text not in DESTINATIONS:
            known = ", ".join(DESTINATIONS)
            self._fault(at, f"bagian '{text}' tidak ada{did_you_mean(text, DESTINATIONS)}; pilih salah satu: {known}")
        return text

    def _text(self, value: object, at: tuple[str | int, ...]) -> str:
        if isinstance(value, str):
            return value
        self._fault(at, "di sini hanya satu nilai")
        return ""

    def _texts(self, value: object, at: tuple[str | int, ...]) -> list[str]:
        if not value:
            return []
        values = value if isinstance(value, list) else [value]
        return [self._text(one, at) for one in values]

    def _fault(self, at: tuple[str | int, ...], message: str) -> None:
        line, column = self._structure.place(at)
        self.faults.append(f"{self._file}:{line}:{column}: {message}")


_GUESSES = (
    ("bimtek", re.compile(r"bimtek|bimbingan teknis|pelatihan|workshop|lokakarya|diklat", re.IGNORECASE)),
    ("ekspor", re.compile(r"\beks?por\b|\bexport\b|pasar luar negeri", re.IGNORECASE)),
)
_HEAD = """\
# Aturan impor: aturan pertama yang cocok menentukan bagian sebuah tulisan. Ubah, simpan, lalu jalankan make impor lagi.
#
# Syarat: category, tag, title (kata di judul), type (jenis tulisan WordPress). Yang disebut bersama harus cocok semua.
# section: berita, bimtek, ekspor, halaman, atau abaikan (tidak dipindahkan).
# Bimtek perlu jadwal; tulisan tanpa jadwal tetap di berita dan disebut di masalah.csv.
#
"""


def first_rules(posts: Iterable[ImportedPost]) -> str:
    """The text of a first ``aturan.yaml``: rules for categories of exports or trainings, and all names with counts."""
    posts = list(posts)
    categories = Counter(term.name for post in posts for term in post.terms if term.kind == CATEGORY)
    types = Counter(post.type for post in posts if post.type not in (POST, PAGE))
    lines = [
        *_comment("Kategori di arsip ini", categories),
        *_comment("Jenis lain, tidak dipindahkan tanpa aturan", types),
    ]
    rules = []
    for section, pattern in _GUESSES:
        if names := sorted(name for name in categories if pattern.search(name)):
            rules += [
                "  - category:",
                *(f"      - {plain_or_quoted(_bare(name))}" for name in names),
                f"    section: {section}",
            ]
    body = ["rules:", *rules] if rules else ["rules: []"]
    tail = [
        "# Tulisan yang tidak cocok dengan aturan mana pun, dan halaman:",
        "default: berita",
        f"pages: {PAGES}",
        "# Topik untuk tulisan yang sesudah rencana topik tidak punya topik:",
        f"topic: {FALLBACK_TOPIC}",
        "# Penulis yang sudah punya berkas di orang/ atau lembaga/, misalnya:",
        "# authors:",
        "#   Nama di situs lama: redaksi",
    ]
    return "\n".join([_HEAD.rstrip("\n"), *lines, *body, *tail, ""])


def _comment(title: str, counts: Counter[str]) -> Iterator[str]:
    if counts:
        yield f"# {title}:"
        yield from (
            f"#   {_bare(name)} ({count})" for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        )
        yield "#"


def _bare(name: str) -> str:
    return " ".join(re.sub(r"[^\S ]|[\x00-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff]", " ", name).split())
