"""YAML files in which an editor answers what an import asks."""

from pathlib import Path

from kabar.command import Stopped
from kabar.content.parsing.front_matter import decode
from kabar.content.parsing.yaml_structure import Structure, read_structure


def read_yaml(file: Path) -> Structure:
    """Parse ``file``. Raises Stopped with file, line and remedy."""
    try:
        text, problems = decode(file.name, file.read_bytes())
    except OSError as error:
        raise Stopped(f"{file}: tidak bisa dibaca ({error.strerror}); periksa izinnya") from None
    structure = None
    if not problems:
        structure, problems = read_structure(file.name, text, 1)
    if structure is None:
        raise Stopped(*(problem.as_line(str(file.parent)) for problem in problems))
    return structure
