"""Reads a folder of topic files, for sites without ``content/``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import Vocabulary, build_vocabulary
from kabar.content.parsing.problems import BadValue, Problem, errors_in
from kabar.content.reading.file_reading import BODY, read_file
from kabar.markdown.conversion import Converter


def read_topics(root: Path, folder: str) -> tuple[Vocabulary, list[Problem]]:
    """The vocabulary of the Markdown files in ``folder`` below ``root``, and their problems."""
    topics: list[Topic] = []
    problems: list[Problem] = []
    files = sorted((root / folder).glob("*.md"))
    if not files:
        problems.append(Problem(folder, 1, 1, "", "tidak ada berkas topik (.md) di sini; periksa TOPIC_PATH"))
    for file in files:
        path = f"{folder}/{file.name}"
        reading = read_file(path, Topic, file.read_bytes(), ZoneInfo("UTC"))
        problems += reading.problems
        if isinstance(reading.document, Topic) and not errors_in(list(reading.problems)):
            topics.append(reading.document)
    vocabulary, faults = build_vocabulary(topics)
    problems += [Problem(topic.path, 1, 1, field, message) for topic, field, message in faults]
    return vocabulary, problems


def introductions(topics: Mapping[str, Topic]) -> tuple[dict[str, str], list[Problem]]:
    """The bodies of ``topics`` as HTML by id, with links as written, and problems of the conversion."""
    converter = Converter(lambda target: target)
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for id, topic in topics.items():
        try:
            parts = converter.convert(topic.body)
        except BadValue as bad:
            problems.append(Problem(topic.path, topic.body_line, 1, BODY, str(bad)))
            continue
        found[id] = "".join(getattr(part, "html", "") for part in parts)
    return found, problems


def line_of_tag(text: str, name: str) -> int:
    """The first line of ``text``, from 1, whose metadata has the tag ``name``; 1 if there is none."""
    lines: Sequence[str] = text.splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip().lstrip(":").casefold().startswith("tags") and name.casefold() in line.casefold():
            return number
    return next((number for number, line in enumerate(lines, 1) if name.casefold() in line.casefold()), 1)
