"""Validate a new file before it is written."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from kabar.content.models.model import Document
from kabar.content.parsing.fields import DEFAULT_ZONE
from kabar.content.parsing.problems import Problem, errors_in
from kabar.content.parsing.yaml_structure import Structure
from kabar.content.reading.file_reading import read_file
from kabar.content.reading.folders import kind_of
from kabar.content.validation.cross_checks import Crossing, check_across


def faults_of(path: str, text: str, crossing: Crossing, root: Path) -> list[Problem]:
    """The problems that ``text`` would have as the file ``path`` within the content.

    ``crossing`` is the content without it; its own problems are not reported again.
    """
    return faults_of_files({path: text}, crossing, root)


def faults_of_files(texts: Mapping[str, str], crossing: Crossing, root: Path) -> list[Problem]:
    """As ``faults_of``, for several new files by path, which may refer to each other."""
    added, problems = {}, []
    for path, text in texts.items():
        found = _read(path, text, crossing)
        if isinstance(found, list):
            problems += found
        else:
            added[path] = found
    if problems:
        return sorted(problems)
    files = replace(
        crossing.files,
        documents=crossing.files.documents | {path: type(document) for path, (document, _) in added.items()},
    )
    reading = replace(
        crossing.reading,
        documents=crossing.reading.documents.with_values({path: document for path, (document, _) in added.items()}),
        structures=crossing.reading.structures.with_values({path: given for path, (_, given) in added.items()}),
        lasting=files.lasting,
    )
    after = check_across(root, reading, files, None)
    # Compared by place: the message of an earlier problem may now suggest the new file.
    before = {_place(problem) for problem in crossing.problems}
    return sorted(problem for problem in errors_in(list(after.problems)) if _place(problem) not in before)


def _read(path: str, text: str, crossing: Crossing) -> tuple[Document, Structure] | list[Problem]:
    if path in crossing.files.documents:
        return [Problem(path, 1, 1, "", "berkas ini sudah ada dan tidak ditimpa; betulkan atau hapus dulu")]
    model, fault = kind_of(path)
    if model is None:
        return [Problem(path, 1, 1, "", fault)]
    try:
        data = text.encode()
    except UnicodeEncodeError:  # undecodable bytes of a terminal or an environment variable
        return [Problem(path, 1, 1, "", "ada karakter yang bukan UTF-8; ketik ulang jawabannya")]
    portal = crossing.reading.portal
    zone = portal.zone if portal and portal.zone_name else ZoneInfo(DEFAULT_ZONE)
    reading = read_file(path, model, data, zone)
    if reading.document is None or reading.structure is None or errors_in(list(reading.problems)):
        return list(reading.problems)
    return reading.document, reading.structure


def _place(problem: Problem) -> tuple[str, int, int, str]:
    return problem.path, problem.line, problem.column, problem.field


