"""Validate a new file before it is written."""

from dataclasses import replace
from pathlib import Path

from kabar.content.parsing.front_matter import split
from kabar.content.parsing.problems import Problem, errors_in
from kabar.content.reading.folders import kind_of
from kabar.content.reading.typed import type_document
from kabar.content.validation.cross_checks import Crossing, check_across


def faults_of(path: str, text: str, crossing: Crossing, root: Path) -> list[Problem]:
    """The problems that ``text`` would have as the file ``path`` within the content.

    ``crossing`` is the content without it; its own problems are not reported again.
    """
    if path in crossing.files.documents:
        return [Problem(path, 1, 1, "", "berkas ini sudah ada dan tidak ditimpa; betulkan atau hapus dulu")]
    model, fault = kind_of(path)
    if model is None:
        return [Problem(path, 1, 1, "", fault)]
    try:
        data = text.encode()
    except UnicodeEncodeError:  # undecodable bytes of a terminal or an environment variable
        return [Problem(path, 1, 1, "", "ada karakter yang bukan UTF-8; ketik ulang jawabannya")]
    parts, problems = split(path, data)
    if parts is None:
        return problems
    portal = crossing.reading.portal
    context = {"zone": portal.zone} if portal and portal.zone_name else {}
    document, problems = type_document(model, path, parts.structure, parts.body, parts.body_line, context)
    if document is None or errors_in(problems):
        return problems
    files = replace(crossing.files, documents=crossing.files.documents | {path: model})
    reading = replace(
        crossing.reading,
        documents=crossing.reading.documents.with_value(path, document),
        structures=crossing.reading.structures.with_value(path, parts.structure),
        lasting=files.lasting,
    )
    after = check_across(root, reading, files, None)
    # Compared by place: the message of an earlier problem may now suggest the new file.
    before = {_place(problem) for problem in crossing.problems}
    return sorted(problem for problem in errors_in(list(after.problems)) if _place(problem) not in before)


def _place(problem: Problem) -> tuple[str, int, int, str]:
    return problem.path, problem.line, problem.column, problem.field


