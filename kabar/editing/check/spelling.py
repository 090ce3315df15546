"""Spell check with hunspell and an Indonesian dictionary, if both are installed."""

import re
import subprocess
from collections.abc import Collection, Iterator
from shutil import which

from kabar.content.models.article import Article
from kabar.content.models.model import FieldPath
from kabar.content.models.organisation import Organisation
from kabar.content.models.person import Person
from kabar.content.parsing.problems import Problem
from kabar.content.validation.cross_checks import Crossing
from kabar.editing.check.findings import Finding, prose_of
from kabar.editing.check.source_lines import SourceLines
from kabar.editing.check.warnings import place

_DICTIONARY = "id_ID"
_TIMEOUT = 60  # seconds
# Lower case only: capitalised words are mostly names.
_WORD = re.compile(r"(?<![\w'’-])[a-zà-ÿ]{3,}(?![\w'’])")


def find_misspelt(crossing: Crossing, words: Collection[str], lines: SourceLines) -> list[Problem]:
    """A warning for each misspelt word of an article, at its first place. Empty without hunspell."""
    command = hunspell()
    if command is None:
        return []
    articles = [article for article in crossing.reading.of(Article) if article.lang != "en"]
    found = [(article, list(_words_of(article))) for article in articles]
    unknown = _ask(command, sorted({word for _, pairs in found for _, _, word in pairs} - _known(crossing, words)))
    problems: list[Problem] = []
    for article, pairs in found:
        seen: set[str] = set()
        for at, offset, word in pairs:
            if word in unknown and word not in seen:
                seen.add(word)
                message = f"'{word}' tidak ada di kamus; betulkan, atau tambahkan di content/kamus.txt"
                finding = Finding("ejaan", offset if at is None else at, word, message)
                problems += place(finding, article, crossing, lines)
    return problems


def hunspell() -> list[str] | None:
    """The command that lists misspelt words; None if hunspell or its Indonesian dictionary is missing."""
    program = which("hunspell")
    if program is None:
        return None
    command = [program, "-i", "utf-8", "-d", _DICTIONARY, "-l"]
    try:
        tried = subprocess.run(command, input="", capture_output=True, text=True, timeout=_TIMEOUT)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return command if tried.returncode == 0 else None


def _ask(command: list[str], words: list[str]) -> frozenset[str]:
    lines = "".join(f"{word}\n" for word in words)
    result = subprocess.run(command, input=lines, capture_output=True, encoding="utf-8", timeout=_TIMEOUT, check=True)
    return frozenset(result.stdout.split())


def _words_of(article: Article) -> Iterator[tuple[FieldPath | None, int, str]]:
    texts: tuple[tuple[FieldPath | None, str | None], ...] = (
        (("title",), article.title),
        (("summary",), article.summary),
        (None, prose_of(article.body or "")),
    )
    for at, text in texts:
        for match in _WORD.finditer(text or ""):
            yield at, match.start(), match[0]


def _known(crossing: Crossing, words: Collection[str]) -> set[str]:
    names = [*words]
    for topic in crossing.vocabulary.topics.values():
        names += [topic.label, topic.label_en or "", *(topic.synonyms or ())]
    for one in crossing.reading.documents.values():
        if isinstance(one, Organisation | Person):
            names.append(one.name or "")
    return {word for name in names for word in re.findall(r"\w+", name.casefold())}
