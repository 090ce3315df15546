"""``make topik-saran``: suggests topics for BERKAS, each with its reasons. Writes nothing."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from kabar.command import run
from kabar.console import write_lines
from kabar.content.models.article import Article
from kabar.content.models.vocabulary import Vocabulary
from kabar.content.parsing.front_matter import split
from kabar.editing.files.file_changes import Refused
from kabar.editing.files.opening import content_folder, open_unfinished
from kabar.topics.suggest import Text, suggest_topics


def main(environ: Mapping[str, str]) -> int:
    """Print suggestions for the article that ``environ`` names, which may be a draft or unfinished; the exit code."""

    def command() -> None:
        root = content_folder(environ)
        file = _file(environ.get("BERKAS", ""), root)
        text = _text_of(file, root)
        crossing = open_unfinished(root)
        articles = {article.path: article for article in crossing.reading.of(Article)}
        vocabulary = crossing.vocabulary
        present = [vocabulary.topics[id].label for tag in text.tags if (id := vocabulary.find(tag))]
        write_lines([f"Topik sekarang: {', '.join(present) or 'belum ada'}"])
        suggestions = suggest_topics(text, articles, vocabulary)
        write_lines(["Usul, yang terkuat lebih dulu:" if suggestions else "Tidak ada usul."])
        for suggestion in suggestions:
            write_lines([f"  {_label(suggestion.topic, vocabulary)}"])
            write_lines(f"    {reason}" for reason in suggestion.reasons)

    return run(command)


def _label(id: str, vocabulary: Vocabulary) -> str:
    return f"{vocabulary.topics[id].label} [{id}]"


def _file(name: str, root: Path) -> Path:
    if not name.strip():
        raise Refused("BERKAS kosong; tulis berkasnya, seperti: make topik-saran BERKAS=content/berita/2026/nama.md")
    for file in (Path(name), root / name):
        if file.is_file():
            return file
    raise Refused(f"BERKAS: berkas '{name}' tidak ada; periksa namanya")


def _text_of(file: Path, root: Path) -> Text:
    inside = file.resolve().is_relative_to(root.resolve())
    path = file.resolve().relative_to(root.resolve()).as_posix() if inside else file.name
    parts, problems = split(path, file.read_bytes())
    if parts is None:
        raise Refused(*(problem.as_line(str(root) if inside else str(file.parent)) for problem in problems))
    values = parts.structure.value
    title, summary = (value if isinstance(value := values.get(key), str) else "" for key in ("title", "summary"))
    listed = values.get("tags")
    tags = tuple(tag for tag in listed if isinstance(tag, str)) if isinstance(listed, list) else ()
    return Text(path, title, summary, parts.body, tags)


if __name__ == "__main__":
    sys.exit(main(os.environ))
