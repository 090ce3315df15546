"""Report on the topics: articles per topic, and weaknesses of the vocabulary."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.models.figure import Figure
from kabar.content.models.topic import Topic
from kabar.topics.topic_words import content_words, names_of, readable, words_of
from kabar.topics.tree import TopicTree, build_tree, group_by_topic

FREQUENT = 3  # articles: a word without a topic is reported from this number on
MOST_WORDS = 20


@dataclass(frozen=True)
class TopicRow:
    """A topic in the tree: its ``own`` articles, those ``with_narrower`` topics, and its own ``withheld`` ones."""

    topic: Topic
    depth: int
    own: int
    with_narrower: int
    withheld: int


@dataclass(frozen=True)
class TopicReport:
    """``rows`` in tree order; counts exclude withheld articles unless they say so.

    ``unused`` topics and their narrower topics have no article or figure, withheld or not; ``lonely`` ones have one
    article. ``inseparable`` are groups of topics with the same articles, two or more. ``thin`` are articles with one
    topic. ``uncovered`` are words in no topic's name, with the number of Indonesian articles that use them, most
    first.
    """

    rows: tuple[TopicRow, ...]
    shown: int
    withheld: int
    unused: tuple[Topic, ...]
    lonely: tuple[Topic, ...]
    inseparable: tuple[tuple[Topic, ...], ...]
    thin: tuple[Article, ...]
    uncovered: tuple[tuple[str, int], ...]


def report_on(library: Library) -> TopicReport:
    """The report on all topics of ``library``. Linear in its articles."""
    topics = library.vocabulary.topics
    tree = build_tree(topics)
    shown = [article for path, article in library.articles.items() if path not in library.withheld]
    withheld = list(library.withheld.values())
    groups = group_by_topic(shown, tree)
    own, hidden = _counts(shown), _counts(withheld)
    filed: list[Article | Figure] = [*shown, *withheld, *library.figures.values()]
    in_use = group_by_topic(filed, tree)
    rows = tuple(
        TopicRow(tree.topics[id], depth, own[id], len(groups[id]), hidden[id]) for id, depth in _walk_tree(tree)
    )
    return TopicReport(
        rows=rows,
        shown=len(shown),
        withheld=len(withheld),
        unused=tuple(row.topic for row in rows if not in_use[row.topic.id]),
        lonely=tuple(row.topic for row in rows if row.with_narrower == 1),
        inseparable=_inseparable(shown, tree),
        thin=tuple(article for article in (*shown, *withheld) if len(article.tags) == 1),
        uncovered=_uncovered(shown, topics),
    )


def _counts(articles: Iterable[Article]) -> Counter[str]:
    return Counter(tag for article in articles for tag in article.tags)


def _walk_tree(tree: TopicTree) -> Iterator[tuple[str, int]]:
    # A stack instead of recursion: the tree may be as deep as there are topics.
    waiting = [(id, 0) for id in reversed(tree.roots)]
    while waiting:
        id, depth = waiting.pop()
        yield id, depth
        waiting += [(narrower, depth + 1) for narrower in reversed(tree.narrower.get(id, ()))]


def _inseparable(articles: Sequence[Article], tree: TopicTree) -> tuple[tuple[Topic, ...], ...]:
    places: dict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        for tag in article.tags:
            places[tag].append(number)
    same: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for id, numbers in places.items():
        if len(numbers) > 1:
            same[tuple(numbers)].append(id)
    groups = (sorted(ids) for ids in same.values() if len(ids) > 1)
    return tuple(tuple(tree.topics[id] for id in ids) for ids in sorted(groups))


def _uncovered(articles: Iterable[Article], topics: Mapping[str, Topic]) -> tuple[tuple[str, int], ...]:
    covered = {word for topic in topics.values() for name in names_of(topic) for word in words_of(name)}
    found: Counter[str] = Counter()
    for article in articles:
        if article.lang == "id" and not article.withdrawn:
            text = f"{article.title}\n{article.summary}\n{readable(article.body)}"
            found.update(set(content_words(text)) - covered)
    frequent = [(word, count) for word, count in found.items() if count >= FREQUENT]
    return tuple(sorted(frequent, key=lambda pair: (-pair[1], pair[0]))[:MOST_WORDS])


MAX_WIDTH = 60  # characters of the column of labels; a longer label shifts its numbers


def lines_of(report: TopicReport) -> Iterator[str]:
    """The lines of ``report``: the tree with its counts, then lists of weaknesses; empty lists are omitted."""
    yield f"{len(report.rows)} topik, {report.shown} tulisan terbit, {report.withheld} draf atau terjadwal."
    yield "Angka: tulisan topik itu sendiri / beserta topik di bawahnya; + yang belum terbit."
    yield ""
    width = max((2 * row.depth + len(row.topic.label) for row in report.rows), default=0)
    yield from (_row(row, min(width, MAX_WIDTH)) for row in report.rows)
    names = [_name(topic) for topic in report.unused]
    yield from _list("Belum dipakai", names, "pakailah, gabungkan, atau hapus berkasnya bila belum pernah terbit")
    yield from _list("Hanya satu tulisan", [_name(topic) for topic in report.lonely], "mungkin terlalu sempit")
    groups = [", ".join(_name(topic) for topic in group) for group in report.inseparable]
    yield from _list("Selalu muncul bersama", groups, "mungkin satu topik: make topik-gabung DARI=… KE=…")
    thin = [f"{article.path} ({article.tags[0]})" for article in report.thin]
    yield from _list("Tulisan dengan satu topik", thin, "make topik-saran BERKAS=… memberi usul")
    words = [f"{word} ({count} tulisan)" for word, count in report.uncovered]
    yield from _list("Kata yang sering, tanpa topik", words, "mungkin perlu topik atau sinonim baru")


def _row(row: TopicRow, width: int) -> str:
    label = f"{'  ' * row.depth}{row.topic.label}"
    withheld = f" +{row.withheld}" if row.withheld else ""
    return f"{label:<{width}}  {row.own:>5} / {row.with_narrower}{withheld}  [{row.topic.id}]"


def _name(topic: Topic) -> str:
    return f"{topic.label} [{topic.id}]"


def _list(heading: str, items: Sequence[str], advice: str) -> Iterator[str]:
    if items:
        yield ""
        yield f"{heading} ({len(items)}): {advice}"
        yield from (f"  {item}" for item in items)
