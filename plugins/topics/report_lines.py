"""Write the report on topics as an editor reads it in a terminal."""

from collections.abc import Iterator, Sequence

from plugins.content_model.topic import Topic
from plugins.topics.report import TopicReport, TopicRow

WIDEST = 60  # characters of the column of labels; a longer one pushes its numbers on


def lines_of(report: TopicReport) -> Iterator[str]:
    """The tree with its counts, then what could be better; a list that is empty is left out."""
    yield f"{len(report.rows)} topik, {report.shown} tulisan terbit, {report.withheld} draf atau terjadwal."
    yield "Angka: tulisan topik itu sendiri / beserta topik di bawahnya; + yang belum terbit."
    yield ""
    width = max((2 * row.depth + len(row.topic.label) for row in report.rows), default=0)
    yield from (_row(row, min(width, WIDEST)) for row in report.rows)
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
