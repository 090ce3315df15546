"""Every warning about the craft of a content folder's entries, but those that their editors accept."""

from collections.abc import Collection, Iterator

from plugins.content_model.article import Article
from plugins.content_model.cross_checks import Crossing
from plugins.content_model.export import Export
from plugins.content_model.figure import Figure
from plugins.content_model.file_reading import BODY
from plugins.content_model.organisation import Organisation
from plugins.content_model.problems import WARNING, Problem
from plugins.content_model.stand_ins import MARK
from plugins.newsroom.acronyms import words_in
from plugins.newsroom.craft import craft_of_link, find_craft
from plugins.newsroom.figure_arithmetic import find_slips
from plugins.newsroom.findings import Finding, is_accepted
from plugins.newsroom.ledger_numbers import check_amounts
from plugins.newsroom.near_copies import find_near_copies
from plugins.newsroom.source_lines import SourceLines


def find_warnings(crossing: Crossing, words: Collection[str], lines: SourceLines) -> list[Problem]:
    """The warnings, by path and line; ``words`` are those of ``kamus.txt``, ``lines`` those of the files."""
    reading = crossing.reading
    articles = sorted(reading.of(Article), key=lambda article: article.path)
    known = known_acronyms(crossing, words)
    ledger = list(reading.of(Figure))
    problems = []
    for article in articles:
        structure = reading.structures[article.path]
        for finding in find_craft(article, structure.value, known):
            problems += place(finding, article, crossing, lines)
        for finding in check_amounts(article, ledger) if isinstance(article, Export) else ():
            problems += place(finding, article, crossing, lines)
        scan = reading.scans.get(article.path)
        for link in scan.links if scan else ():
            if message := craft_of_link(link):
                finding = Finding("tautan-http", (), link.target, message)
                if not is_accepted(finding, article):
                    problems.append(_problem(finding, article.path, link.line, link.column, BODY))
    for figure in ledger:
        problems += _slips(figure, crossing)
    return sorted([*problems, *_near_copies(articles, crossing, lines)])


def known_acronyms(crossing: Crossing, words: Collection[str]) -> set[str]:
    """What needs no explaining: words of topics, organisations, people, and ``words``."""
    topics = crossing.vocabulary.topics.values()
    names: list[str | None] = [*words, MARK]
    for topic in topics:
        names += [topic.label, topic.label_en, *(topic.synonyms or ())]
    for organisation in crossing.reading.of(Organisation):
        names += [organisation.name, organisation.short_name, *(one.name for one in organisation.former_names or ())]
    return words_in(names)


def place(finding: Finding, article: Article, crossing: Crossing, lines: SourceLines) -> Iterator[Problem]:
    """``finding`` as a problem where it stands in the file; nothing where it is accepted."""
    if is_accepted(finding, article):
        return
    if isinstance(finding.at, int):
        before = article.body[: finding.at]
        line = article.body_line + before.count("\n")
        yield _problem(finding, article.path, line, finding.at - before.rfind("\n"), BODY)
        return
    structure = crossing.reading.structures[article.path]
    line, column = lines.find(article.path, structure.place(finding.at), finding.text, article.body_line)
    field = ".".join(str(part) for part in finding.at if isinstance(part, str))
    yield _problem(finding, article.path, line, column, field)


def _slips(figure: Figure, crossing: Crossing) -> Iterator[Problem]:
    for place, message in find_slips(figure):
        told = f"{message}; bila keduanya memang disebut begitu, jelaskan di 'note' [hitungan]"
        yield crossing.reading.problem(figure, ("observations", place), told, severity=WARNING)


def _problem(finding: Finding, path: str, line: int, column: int, field: str) -> Problem:
    name = f" [{finding.warning}]" if finding.severity == WARNING else ""
    return Problem(path, line, column, field, f"{finding.message}{name}", finding.severity)


def _near_copies(articles: list[Article], crossing: Crossing, lines: SourceLines) -> Iterator[Problem]:
    by_path = {article.path: article for article in articles}
    earliest_first = sorted(
        (article for article in articles if not article.withdrawn),
        key=lambda article: (article.date.timestamp() if article.date else 0, article.path),
    )
    for path, other, share in find_near_copies((one.path, one.body or "") for one in earliest_first):
        message = f"isi hampir sama dengan {other} ({share:.0%}); gabungkan, atau tulis yang baru saja"
        article = by_path[path]
        yield from place(Finding("tulisan-serupa", _first_word(article.body), other, message), article, crossing, lines)


def _first_word(body: str) -> int:
    return len(body) - len(body.lstrip())
