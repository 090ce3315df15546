"""The plan for topics, ``topik.csv``: what becomes of each category and tag of an archive."""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from kabar.command import Stopped
from kabar.content.models.vocabulary import Vocabulary
from kabar.content.parsing.yaml_structure import plain_or_quoted, quoted
from kabar.editing.topics.topic_new import slug_of
from kabar.importing.archives.imported_post import CATEGORY, ImportedPost
from kabar.importing.archives.xml_stream import decode_text
from kabar.importing.to_markdown import plain_text
from kabar.text.characters import plain_characters
from kabar.text.csv_text import csv_text
from kabar.text.folding import fold_label
from kabar.text.suggestions import closest, did_you_mean

EXISTING, NEW, SYNONYM, DROPPED = "ada", "baru", "sinonim", "dibuang"
ACTIONS = (EXISTING, NEW, SYNONYM, DROPPED)
HEADER = ("nama", "jenis", "jumlah", "terdekat", "tindakan", "topik", "arti")
FEWEST = 3  # posts with a tag, for a topic of its own; a category always gets one
LONGEST_NAME = 80  # characters
_ALMOST_SAME = 92  # of 100, by fuzz.ratio
_SHORTEST_COMPARED = 6  # letters: shorter words differ in meaning by one letter
_NEAREST = 3
_NO_TOPICS = {
    fold_label(name)
    for name in (
        "uncategorized", "tanpa kategori", "tak berkategori", "tidak berkategori", "tidak dikategorikan", "umum",
        "lain-lain", "lainnya", "blog", "berita", "news", "artikel", "post",
    )
}  # fmt: skip


@dataclass(frozen=True)
class PlanRow:
    """A row of the plan: a name of the archive, and what becomes of it.

    ``topic`` is the label or id of the topic that ``action`` leads to; "" for a new topic with this name.
    """

    name: str
    kinds: tuple[str, ...]
    count: int
    nearest: tuple[str, ...]
    action: str
    topic: str = ""
    definition: str = ""


@dataclass
class NewTopic:
    """A topic that the import writes."""

    label: str
    definition: str
    synonyms: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)

    def as_text(self) -> str:
        """The text of its file."""
        lines = ["---", f"label: {plain_or_quoted(self.label)}"]
        for key, values in (("synonyms", self.synonyms), ("aliases", self.aliases)):
            lines += [f"{key}:", *(f"  - {plain_or_quoted(value)}" for value in values)] if values else []
        return "\n".join([*lines, f"definition: {quoted(self.definition)}", "---", ""])


@dataclass(frozen=True)
class TopicPlan:
    """The topic id of each folded name, and the new topics by id."""

    ids: Mapping[str, str]
    new: Mapping[str, NewTopic]

    def id_of(self, name: str) -> str | None:
        """The id of the topic that ``name`` of the archive leads to; None for one that is dropped."""
        return self.ids.get(fold_label(clean_name(name)))


def clean_name(name: str) -> str:
    """``name`` without markup and invisible characters."""
    return " ".join(plain_characters(plain_text(name)).split())


def propose(posts: Iterable[ImportedPost], vocabulary: Vocabulary, definitions: Mapping[str, str]) -> list[PlanRow]:
    """A row for each category and tag of ``posts``, the most used first; spellings of one name are one row."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for post in posts:
        keys = set()
        for term in post.terms:
            if name := clean_name(term.name):
                key = fold_label(name)
                spellings[key][name] += 1
                kinds[key].add(term.kind)
                keys.add(key)
        counts.update(keys)
    meant = {fold_label(clean_name(name)): plain_text(text) for name, text in definitions.items()}
    rows = []
    frequent: dict[str, list[str]] = defaultdict(list)  # names that become topics, by their first letter
    for key, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        name = min(spellings[key], key=lambda one: (-spellings[key][one], one))
        row = PlanRow(name, tuple(sorted(kinds[key])), count, _near(key, vocabulary), NEW, "", meant.get(key, ""))
        row = _decide(row, key, vocabulary, frequent[key[:1]])
        if row.action == NEW:
            frequent[key[:1]].append(name)
        rows.append(row)
    return rows


def _near(key: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    labels: dict[str, None] = {}
    for name in closest(key, vocabulary.names, most=2 * _NEAREST):
        if (id := vocabulary.find(name)) and id in vocabulary.topics:
            labels[vocabulary.topics[id].label] = None
    return tuple(labels)[:_NEAREST]


def _decide(row: PlanRow, key: str, vocabulary: Vocabulary, frequent: Sequence[str]) -> PlanRow:
    if id := vocabulary.find(row.name):
        return replace(row, action=EXISTING, topic=id)
    if key in _NO_TOPICS or len(row.name) > LONGEST_NAME or not re.search(r"[^\W\d_]", row.name):
        return replace(row, action=DROPPED)
    if same := _same_but_for_spelling(key, list(vocabulary.names)):
        return replace(row, action=SYNONYM, topic=vocabulary.find(same) or same)
    if same := _same_but_for_spelling(key, [fold_label(name) for name in frequent]):
        return replace(row, action=SYNONYM, topic=next(name for name in frequent if fold_label(name) == same))
    return row if CATEGORY in row.kinds or row.count >= FEWEST else replace(row, action=DROPPED)


def _same_but_for_spelling(key: str, names: Sequence[str]) -> str:
    if len(key) < _SHORTEST_COMPARED:
        return ""
    found = process.extractOne(key, names, scorer=fuzz.ratio, processor=None, score_cutoff=_ALMOST_SAME)
    return found[0] if found and re.sub(r"\D", "", found[0]) == re.sub(r"\D", "", key) else ""


def as_csv(rows: Sequence[PlanRow]) -> str:
    """``rows`` as a table that spreadsheets open."""
    cells = (
        (
            row.name,
            " dan ".join(row.kinds),
            str(row.count),
            ", ".join(row.nearest),
            row.action,
            row.topic,
            row.definition,
        )
        for row in rows
    )
    return "\ufeff" + csv_text(HEADER, cells)


def read_rows(file: Path) -> list[PlanRow]:
    """The rows in ``file``, separated by commas, semicolons or tabs. Raises Stopped with file, line and remedy."""
    try:
        text, _ = decode_text(file.read_bytes())
    except OSError as error:
        raise Stopped(f"{file}: tidak bisa dibaca ({error.strerror}); periksa izinnya") from None
    first = text.partition("\n")[0]
    separator = max((";", "\t", ","), key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    faults, rows = [], []
    try:
        header = [cell.strip().casefold() for cell in next(reader, [])]
        if missing := [name for name in ("nama", "tindakan", "topik") if name not in header]:
            raise Stopped(
                f"{file}:1: kolom {', '.join(missing)} tidak ada; hapus berkas ini, lalu jalankan make impor lagi"
            )
        for cells in reader:
            row = {name: _bare(cell) for name, cell in zip(header, cells, strict=False)}
            if not row.get("nama"):
                continue
            action = row.get("tindakan", "").casefold()
            if action not in ACTIONS:
                hint = did_you_mean(action, ACTIONS)
                faults.append(
                    f"{file}:{reader.line_num}: tindakan '{action}' tidak dikenal{hint}; pilih: {', '.join(ACTIONS)}"
                )
            elif action in (SYNONYM, EXISTING) and not row.get("topik"):
                faults.append(
                    f"{file}:{reader.line_num}: '{row['nama']}' {action}, tetapi kolom topik kosong; isi topiknya"
                )
            kinds = tuple(row.get("jenis", "").split(" dan "))
            rows.append(PlanRow(row["nama"], kinds, 0, (), action, row.get("topik", ""), row.get("arti", "")))
    except csv.Error as error:
        raise Stopped(f"{file}:{reader.line_num}: tabel tidak terbaca ({error}); simpan ulang sebagai CSV") from None
    if faults:
        raise Stopped(*faults)
    return rows


def _bare(cell: str) -> str:
    cell = cell.strip()
    # The apostrophe that ``csv_text`` writes before what a spreadsheet would run as a formula.
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@＝＋－＠" else cell


def merged(found: Sequence[PlanRow], edited: Sequence[PlanRow]) -> list[PlanRow]:
    """``found`` with the decisions of the ``edited`` rows; what only those have is left out."""
    by_name = {fold_label(clean_name(row.name)): row for row in edited}
    rows = []
    for row in found:
        known = by_name.get(fold_label(row.name))
        rows.append(replace(row, action=known.action, topic=known.topic, definition=known.definition) if known else row)
    return rows


def carry_out(rows: Sequence[PlanRow], vocabulary: Vocabulary, fallback: str, site: str, file: Path) -> TopicPlan:
    """The topics that ``rows`` lead to; ``fallback`` becomes one too. Raises Stopped for a topic that is not there."""
    plan = _TopicChoice(vocabulary, site)
    for row in rows:
        if row.action == NEW:
            plan.add(row.topic or row.name, row.definition, row.name, row.kinds)
    faults = []
    for row in rows:
        if row.action in (SYNONYM, EXISTING) and not plan.join(row.name, row.topic):
            hint = did_you_mean(row.topic, [*vocabulary.topics, *(topic.label for topic in plan.new.values())])
            faults.append(f"{file}: '{row.name}': topik '{row.topic}' tidak ada{hint}")
    if faults:
        raise Stopped(*faults)
    if not vocabulary.find(fallback) and fold_label(fallback) not in plan.names:
        plan.add(fallback, f"Tulisan dari arsip {site or 'situs lama'} yang belum diberi topik lain.", fallback, ())
    return TopicPlan(plan.ids | {fold_label(fallback): plan.find(fallback)}, plan.new)


class _TopicChoice:
    def __init__(self, vocabulary: Vocabulary, site: str):
        self.ids: dict[str, str] = {}
        self.new: dict[str, NewTopic] = {}
        self.names: dict[str, str] = {}  # ids of new topics by folded name
        self._vocabulary, self._site = vocabulary, site

    def find(self, name: str) -> str:
        """The id of the topic ``name``, old or new; "" if there is none."""
        return self._vocabulary.find(name) or self.names.get(fold_label(name), "")

    def add(self, label: str, definition: str, name: str, kinds: Sequence[str]) -> None:
        label = clean_name(label)[:LONGEST_NAME] or name
        id = self.find(label) or self.find(slug_of(label))
        if not id:
            id = slug_of(label)
            what = " dan ".join(kinds) or "topik"
            meaning = (
                definition
                or f"Tulisan yang di situs lama{f' {self._site}' if self._site else ''} diberi {what} “{label}”."
            )
            self.new[id] = NewTopic(label, clean_name(meaning)[:500])
            self.names |= {fold_label(label): id, fold_label(id): id}
        self.join(name, id)

    def join(self, name: str, topic: str) -> bool:
        id = self.find(topic)
        if not id:
            return False
        self.ids[fold_label(name)] = id
        if id in self.new and not self.find(name) and re.search(r"[^\W_]", name):
            self.new[id].synonyms.append(name)
            self.names[fold_label(name)] = id
        return True
