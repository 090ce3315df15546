"""``make tulis BAGIAN=berita`` (for short ``make berita``): write the file of a new draft. Overwrites nothing.

Missing values are asked for in a terminal; without one they become placeholders.
"""

import os
import sys
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from kabar.command import run
from kabar.console import ask, write_lines
from kabar.content.models.placeholders import PLACEHOLDER
from kabar.content.parsing.problems import Problem
from kabar.content.reading.folders import kind_of
from kabar.content.validation.cross_checks import Crossing
from kabar.content.validation.trial import faults_of
from kabar.editing.answers import as_yaml
from kabar.editing.entry_template import compose_entry
from kabar.editing.files.file_changes import FileChange, Refused, apply_changes
from kabar.editing.files.opening import content_folder, open_unfinished, portal_now, refuse_hidden_section
from kabar.sections.questions import TITLE, Question
from kabar.sections.registry import SECTIONS
from kabar.text.folding import readable_slug, short_hash
from kabar.text.suggestions import did_you_mean


def free_path(kind: str, year: int, title: str, taken: Container[str]) -> str:
    """A free content path for an article titled ``title``; ``taken`` are addresses without outer slashes."""
    slug = readable_slug(title) or f"{kind}-{short_hash(title)}"
    if slug == "hal" or kind_of(f"{kind}/{year}/{slug}.md")[1]:
        slug = f"{kind}-{slug}"
    pages = (f"{kind}/{year}/{slug}{f'-{number}' if number > 1 else ''}" for number in count(1))
    return f"{next(page for page in pages if page not in taken)}.md"


def main(kind: str, environ: Mapping[str, str]) -> int:
    """Write the draft that ``environ`` describes; the exit code. Errors elsewhere in the content do not matter."""

    def command() -> None:
        if kind not in SECTIONS:
            known = ", ".join(SECTIONS)
            raise Refused(f"BAGIAN '{kind}' tidak ada; pilih salah satu: {known}{did_you_mean(kind, SECTIONS)}")
        root = content_folder(environ)
        crossing = open_unfinished(root)
        refuse_hidden_section(kind, crossing)
        today = portal_now(environ, datetime.now(UTC), crossing).date()
        questions = SECTIONS[kind].questions
        answers = {question.variable: _one_line(environ.get(question.variable, "")) for question in questions}
        if sys.stdin.isatty():
            _ask_for_missing(kind, answers)
        if not answers[TITLE.variable]:
            example = f'make tulis BAGIAN={kind} JUDUL="Perajin Belajar Mewarnai"'
            raise Refused(f"JUDUL kosong; tulis judulnya, seperti: {example}")
        while True:
            path, text = _compose(kind, answers, today, crossing, root)
            faults = faults_of(path, text, crossing, root)
            wrong = [question for question in questions if any(_concerns(one, question) for one in faults)]
            if not faults:
                break
            if not (sys.stdin.isatty() and wrong):
                raise Refused("Berkas ini tidak ditulis:", *(problem.as_line(str(root)) for problem in faults))
            if not _ask_again(wrong, answers, faults):
                break
        apply_changes(root, {path: FileChange(None, text.encode("utf-8"))}, check=lambda: ())
        write_lines(_closing(root, path, text, faults))

    return run(command)


def _compose(kind: str, answers: Mapping[str, str], today: date, crossing: Crossing, root: Path) -> tuple[str, str]:
    there = {path.relative_to(root).as_posix().removesuffix(".md") for path in (root / kind).glob(f"{today.year}/*")}
    taken = there | set(crossing.destinations.addresses)
    path = free_path(kind, today.year, answers[TITLE.variable], taken)
    return path, compose_entry(kind, as_yaml(kind, answers), today, sorted(crossing.vocabulary.topics))


def _closing(root: Path, path: str, text: str, faults: list[Problem]) -> Iterator[str]:
    """Lines about what was written and what to do next; the file's name is in the last one."""
    if faults:
        yield "Jawaban yang masih salah ditulis seperti diketik; betulkan di berkasnya:"
        yield from (problem.as_line(str(root)) for problem in faults)
    count = sum(PLACEHOLDER in line for line in text.split("\n"))
    yield f"Selanjutnya: buka berkas ini, ganti {count} hal yang bertanda {PLACEHOLDER}, dan lengkapi isinya."
    yield "Lihat hasilnya dengan make serve, periksa dengan make check; bila siap terbit, hapus baris 'status: draft'."
    yield f"{root}/{path} ditulis sebagai draf."


def _ask_for_missing(kind: str, answers: dict[str, str]) -> None:
    missing = [question for question in SECTIONS[kind].questions if not answers[question.variable]]
    if missing:
        write_lines(["Yang belum diketahui boleh dikosongkan (tekan Enter); isi nanti di berkasnya."])
    for question in missing:
        if question.fits(answers):
            _ask(question, answers)


def _ask_again(wrong: list[Question], answers: dict[str, str], faults: list[Problem]) -> bool:
    """Ask the ``wrong`` questions again; Enter keeps an answer. Whether any answer changed."""
    write_lines(f"{problem.field}: {problem.message}" for problem in faults)
    write_lines(["Jawab lagi, atau tekan Enter untuk membiarkan jawaban di dalam kurung siku."])
    before = dict(answers)
    for question in wrong:
        _ask(question, answers)
    return answers != before


def _concerns(problem: Problem, question: Question) -> bool:
    """Whether ``problem`` is about the key of ``question``, or about a group that contains it or that it contains."""
    asked, wrong = f"{question.field}.", f"{problem.field}."
    return asked.startswith(wrong) or wrong.startswith(asked)


def _ask(question: Question, answers: dict[str, str]) -> None:
    kept = answers[question.variable]
    with suppress(EOFError):
        answer = ask(f"{question.text} ({question.help}){f' [{kept}]' if kept else ''}:")
        answers[question.variable] = _one_line(answer) or kept


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main("".join(sys.argv[1:2]), os.environ))
