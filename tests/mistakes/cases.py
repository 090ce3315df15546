"""Mistakes that editors make: the wrong files, what ``make check`` says of them, and how they are mended.

Each YAML file beside this module is one area, a list of cases with these keys:

    name      unique in its file
    in        berita, bimtek, topik, lembaga or portal: the document of ``portals.SMALL`` that is spoilt
    line      one or more lines that are put below the first ``---`` (of portal.yaml: at its beginning)
    instead   the text that ``line`` replaces, so that it stands there instead; it must occur once
    body      the body of the document
    files     further files by content path: a text, null for "not there", or {bytes: name} with a name of ``BYTES``
    messages  what is said, as ``file:line:column: text``; UPDATE_EXPECTED=1 renews it
    by_hand   what an editor does who has to think, {old text: new text} within the files, {path: null} for a file
              that is deleted; after what the messages let one copy. Only where no message can hold the remedy.
    guide     the mistake in Indonesian: such a case stands in the editors' guide

At least one of ``line``, ``body`` and ``files`` is there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from kabar.content.library import load_library
from kabar.editing.check.findings import read_word_list
from kabar.editing.check.source_lines import SourceLines
from kabar.editing.check.warnings import find_warnings
from tests.office_files import docx, unzipped, xlsx, zipped
from tests.pictures import photo, saved
from tests.portals import SMALL

HERE = Path(__file__).parent
NOW = datetime(2019, 7, 1, tzinfo=UTC)
ROOT = "isi"  # what messages call the content folder

DOCUMENTS = {
    "berita": "berita/2019/karangan.md",
    "bimtek": "bimtek/2019/karangan.md",
    "topik": "topik/ikm.md",
    "lembaga": "lembaga/redaksi.md",
    "portal": "portal.yaml",
}
BYTES = {
    "jpeg": saved(photo(40, 30), "JPEG"),
    "png": saved(photo(40, 30), "PNG"),
    "docx": docx(),
    "xlsx": xlsx({"Daftar": "<sheetData/>"}),
    "xlsx cut off": xlsx({"Daftar": "<sheetData/>"})[:-200],
    "xlsx without its sheet": zipped(
        {name: part for name, part in unzipped(xlsx({"Daftar": "<sheetData/>"})).items() if "sheet1" not in name}
    ),
    "zip": b"PK\x03\x04",
}
KEYS = {"name", "in", "line", "instead", "body", "files", "messages", "by_hand", "guide"}

Files = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Case:
    """One mistake: the files of the spoilt portal, the expected messages, what is left to do by hand."""

    area: str
    name: str
    files: Files
    messages: list[str]
    by_hand: Mapping[str, str]
    guide: str
    typed: str

    def __str__(self) -> str:
        return f"{self.area}: {self.name}"


def areas() -> list[Path]:
    """The files of cases, sorted."""
    return sorted(HERE.glob("*.yaml"))


def cases() -> Iterator[Case]:
    """All cases of all areas."""
    for path in areas():
        for written in yaml.safe_load(path.read_text("utf-8")):
            yield read_case(path.stem, written)


def read_case(area: str, written: dict) -> Case:
    """The case ``written`` in the file of ``area``."""
    if unknown := written.keys() - KEYS:
        raise ValueError(f"{area}: {written.get('name')}: unknown {', '.join(sorted(unknown))}")
    files: dict[str, str | bytes] = dict(SMALL)
    if "line" in written or "body" in written:
        path = DOCUMENTS[written["in"]]
        files[path] = _spoilt(files[path], written)
    for path, content in written.get("files", {}).items():
        if content is None:
            del files[path]
        else:
            files[path] = BYTES[content["bytes"]] if isinstance(content, dict) else content
    further = list(written.get("files", {}))
    typed = written.get("line") or written.get("body") or (further[0] if len(further) == 1 else "")
    return Case(
        area, written["name"], files, written.get("messages", []), written.get("by_hand") or {},
        written.get("guide", ""), typed.strip("\n"),
    )  # fmt: skip


def _spoilt(text: str, written: dict) -> str:
    if "line" in written:
        line = written["line"].removesuffix("\n")
        if "instead" in written:
            if text.count(written["instead"]) != 1:
                raise ValueError(f"{written['name']}: '{written['instead']}' does not occur once")
            text = text.replace(written["instead"], line)
        else:
            text = text.replace("---\n", f"---\n{line}\n", 1) if text.startswith("---") else f"{line}\n{text}"
    if "body" in written:
        fence, front, _ = text.split("---\n", 2)
        text = "---\n".join([fence, front, written["body"]])
    return text


def problems_of(root: Path) -> list[str]:
    """What ``make check`` says of the folder ``root``, but for the spelling."""
    loaded = load_library(root, NOW)
    problems = list(loaded.problems)
    if loaded.crossing:
        problems += find_warnings(loaded.crossing, read_word_list(root), SourceLines(root))
    return [problem.as_line(ROOT) for problem in sorted(problems)]
