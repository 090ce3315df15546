"""Splits a Markdown file into front matter and body, and reports all problems of the split."""

from dataclasses import dataclass

from kabar.content.parsing.problems import Problem
from kabar.content.parsing.yaml_structure import Structure, read_structure
from kabar.text.characters import find_control

LARGEST_FILE = 1_000_000  # bytes; twenty times a very long newspaper article

_FENCE = "---"


@dataclass(frozen=True)
class Split:
    """Front matter and body of a file; ``body_line`` is the line on which ``body`` begins, from 1."""

    structure: Structure
    body: str
    body_line: int


def decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """Decode UTF-8 without BOM and with ``\\n`` line ends; returns "" and the problems if that is not possible."""
    if len(data) > LARGEST_FILE:
        size = f"{len(data) / 1_000_000:.1f}".replace(".", ",")
        return "", [Problem(path, 1, 1, "", f"berkas {size} MB terlalu besar; paling besar 1 MB: pecah isinya")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        return "", [
            Problem(
                path, line, column, "",
                "berkas tidak tersimpan sebagai UTF-8; simpan ulang dengan pengodean UTF-8",
            )
        ]  # fmt: skip
    text = _with_plain_ends(text)
    if match := find_control(text):
        line, column = _place(text, match.start())
        return "", [
            Problem(
                path, line, column, "",
                f"ada karakter kendali U+{ord(match[0]):04X} yang tidak terlihat; hapus karakter itu",
            )
        ]  # fmt: skip
    return text, []


def split(path: str, data: bytes) -> tuple[Split | None, list[Problem]]:
    """Split a Markdown file with YAML front matter between two ``---`` lines; returns None if it has problems.

    A BOM, CRLF line ends and blank lines before the first fence are accepted.
    """
    text, problems = decode(path, data)
    if problems:
        return None, problems
    lines = text.split("\n")
    first, end = _find_fences(lines)
    if first is None or lines[first].rstrip() != _FENCE:
        return None, [
            Problem(
                path, (first or 0) + 1, 1, "",
                "keterangan di awal berkas belum ada; mulai berkas dengan baris '---',"
                " lalu kunci seperti 'title: …', lalu baris '---' lagi",
            )
        ]  # fmt: skip
    if end is None:
        return None, [
            Problem(
                path, first + 1, 1, "",
                "keterangan di awal berkas belum ditutup; tambahkan baris '---' sesudah kunci terakhir",
            )
        ]  # fmt: skip
    structure, problems = read_structure(path, "\n".join(lines[first + 1 : end]), first + 2)
    if structure is None:
        return None, problems
    return Split(structure, "\n".join(lines[end + 1 :]), end + 2), problems


def body_of(data: bytes) -> str:
    """The body of a Markdown file in which ``split`` found no problem, without parsing its front matter."""
    lines = _with_plain_ends(data.decode("utf-8-sig")).split("\n")
    _, end = _find_fences(lines)
    assert end is not None
    return "\n".join(lines[end + 1 :])


def parts_of(text: str) -> tuple[list[str], str]:
    """The lines of the front matter of ``text`` with both fences (none if there is no front matter), and the body."""
    lines = text.split("\n")
    first, end = _find_fences(lines)
    if first is None or end is None or lines[first].rstrip() != _FENCE:
        return [], text
    return lines[: end + 1], "\n".join(lines[end + 1 :])


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _find_fences(lines: list[str]) -> tuple[int | None, int | None]:
    """The indices of the first line that is not blank, and of the first fence after it."""
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    after = range(len(lines) if first is None else first + 1, len(lines))
    return first, next((number for number in after if lines[number].rstrip() == _FENCE), None)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


