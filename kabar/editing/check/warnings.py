"""Editorial warnings about a content folder, without those that editors accept."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from kabar.content.models.article import Article, Export
from kabar.content.models.figure import Figure
from kabar.content.models.organisation import Organisation
from kabar.content.models.placeholders import PLACEHOLDER
from kabar.content.parsing.problems import WARNING, Problem
from kabar.content.reading.file_reading import BODY
from kabar.content.validation.cross_checks import Crossing
from kabar.editing.check.craft import craft_of_link, find_craft, words_in
from kabar.editing.check.figure_arithmetic import find_slips
from kabar.editing.check.findings import Finding, is_accepted
from kabar.editing.check.ledger_numbers import check_amounts
from kabar.editing.check.source_lines import SourceLines

SHORTEST = 50  # words: shorter texts share too much by chance
ALIKE = 0.7  # share of a text's samples that one earlier text has
_WORDS = 4  # words of one sample
# Samples begin at words with these initials, so that an inserted word does not shift the others.
_BEGINNINGS = frozenset("bkp")


def find_near_copies(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """(name, name of an earlier text, share) for each near duplicate among ``texts`` (name, text).

    Broder, "On the resemblance and containment of documents" (1997), with sampled shingles. Each sample belongs to the
    first text that contains it, so no two texts are compared.
    """
    owners: dict[int, int] = {}
    names: list[str] = []
    for number, (name, text) in enumerate(texts):
        names.append(name)
        words = text.casefold().split()
        if len(words) < SHORTEST:
            continue
        samples = {
            hash(" ".join(words[at : at + _WORDS]))
            for at, word in enumerate(words[: 1 - _WORDS])
            if word[0] in _BEGINNINGS
        }
        shared = Counter(owners.setdefault(sample, number) for sample in samples)
        del shared[number]
        if shared:
            other, count = min(shared.items(), key=lambda item: (-item[1], item[0]))
            if count >= ALIKE * len(samples):
                yield name, names[other], count / len(samples)


def find_warnings(crossing: Crossing, words: Collection[str], lines: SourceLines) -> list[Problem]:
    """The warnings, by path and line; ``words`` are those of ``kamus.txt``, ``lines`` those of the files."""
    reading = crossing.reading
    articles = sorted(reading.of(Article), key=lambda article: article.path)
    known = known_acronyms(crossing, words)
    ledger = list(reading.of(Figure))
    problems: list[Problem] = []
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
    """Acronyms that need no explanation: in the names of topics and organisations, and in ``words``."""
    topics = crossing.vocabulary.topics.values()
    names: list[str | None] = [*words, PLACEHOLDER]
    for topic in topics:
        names += [topic.label, topic.label_en, *(topic.synonyms or ())]
    for organisation in crossing.reading.of(Organisation):
        names += [organisation.name, organisation.short_name, *(one.name for one in organisation.former_names or ())]
    return words_in(names)


def place(finding: Finding, article: Article, crossing: Crossing, lines: SourceLines) -> Iterator[Problem]:
    """``finding`` as a problem with its position in the file; nothing if it is accepted."""
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
        advised = f"{message}; bila keduanya memang disebut begitu, jelaskan di 'note' [hitungan]"
        yield crossing.reading.problem(figure, ("observations", place), advised, severity=WARNING)


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
