"""``make rapikan``: corrects the name of the file BERKAS, else its text; writes only with TERAPKAN=1.

BENTUK=panjang writes its front matter in the long form (``long_form``) instead.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from unicodedata import normalize

from kabar.command import run
from kabar.console import write_lines
from kabar.content.markdown_source.body_code import blank_code, blank_raw_blocks
from kabar.content.markdown_source.body_limits import find_body_problems
from kabar.content.markdown_source.body_pasted import tidied
from kabar.content.parsing.front_matter import decode, parts_of
from kabar.content.reading.folders import FILE_FOLDERS, Files, find_files, kind_of, right_path
from kabar.editing.files.file_changes import FileChange, Plan, Refused
from kabar.editing.files.opening import content_folder, open_unfinished, show_or_write
from kabar.editing.long_form import long_form
from kabar.text.characters import WORD_BULLET

_TEXT_ENDINGS = (".md", ".txt", ".markdown", ".yaml", ".yml")


def rename_file(path: str, files: Files, root: Path) -> Mapping[str, FileChange]:
    """The changes that correct the name of the file ``path``; empty if it is correct.

    Content paths in all texts, percent-encoded or not, are changed too. Raises Refused if the new name is taken.
    """
    right = right_path(path)
    if not right:
        return {}
    if (root / right).exists():
        raise Refused(f"{path}: seharusnya bernama {right}, tetapi berkas itu sudah ada; pilih nama lain")
    named, new = _names_of(path), right.encode()
    before = (root / path).read_bytes()
    after = named.sub(new, before) if _is_text(path) else before
    changes = {path: FileChange(before, None), right: FileChange(None, after)}
    for text in sorted(filter(_is_text, files.statuses)):
        before = (root / text).read_bytes()
        after = named.sub(new, before)
        if text != path and after != before:
            changes[text] = FileChange(before, after)
    return changes


def _is_text(path: str) -> bool:
    return path.casefold().endswith(_TEXT_ENDINGS) and not path.startswith(tuple(f"{name}/" for name in FILE_FOLDERS))


def _names_of(path: str) -> re.Pattern[bytes]:
    """A pattern of the content path ``path`` in a text, not within a longer path or name."""
    forms = dict.fromkeys((path, normalize("NFC", path), normalize("NFD", path)))
    names = b"|".join(b"".join(map(_either, form)) for form in forms)
    return re.compile(rb"(?<![\w.-])(?<![\w.-]/)(?:%s)(?![\w-]|\.\w)" % names)


def _either(letter: str) -> bytes:
    """A pattern of ``letter`` as it is and percent-encoded."""
    plain = letter.encode("utf-8", "surrogateescape")
    return b"(?:%s|(?i:%s))" % (re.escape(plain), b"".join(b"%%%02X" % byte for byte in plain))


_MOST_ROUNDS = 5  # one correction may make another possible
_HIDDEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_SPACE = re.compile("[\u00a0\u2002-\u200a\u202f\u205f\u3000]")
_OPEN, _CLOSE = "[“”„‟]", '[“”"]'
# Curly quotes around a value or around an item of an inline list: text for YAML.
_QUOTED_VALUE = re.compile(rf"^(?P<before>\s*(?:- +)?(?:[\w-]+: +)?){_OPEN}(?P<text>[^“”„‟\"]*){_CLOSE}(?P<after>\s*)$")
_QUOTED_ITEM = re.compile(rf"(?<=[\[,{{ ]){_OPEN}(?P<text>[^“”„‟\",\]]*){_CLOSE}(?=\s*[,\]}}])")

Tidier = Callable[[str], str]


def tidy(text: str) -> str:
    """``text`` after all tidiers."""
    for tidier in TIDIERS:
        text = tidier(text)
    return text


def tidy_front_matter(text: str) -> str:
    """``text`` with plain spaces for special ones, without invisible characters, with straight quotes around values."""
    front, body = parts_of(text)
    if not front:
        return text
    return "\n".join([*map(_tidy_line, front), body])


def tidy_body(text: str) -> str:
    """``text`` with pasted markup in its body as Markdown (``body_pasted``); a body beyond the limits is unchanged."""
    front, body = parts_of(text)
    body = WORD_BULLET.sub("- ", body)
    if find_body_problems(body, 1):
        return text
    for _ in range(_MOST_ROUNDS):
        before, body = body, tidied(body, blank_raw_blocks(blank_code(body)))
        if body == before:
            break
    return "\n".join([*front, body])


TIDIERS: tuple[Tidier, ...] = (tidy_front_matter, tidy_body)


def _tidy_line(line: str) -> str:
    line = _SPACE.sub(" ", _HIDDEN.sub("", line))
    if "“" not in line and "”" not in line and "„" not in line:
        return line
    if "[" in line:
        return _QUOTED_ITEM.sub(r'"\g<text>"', line)
    return _QUOTED_VALUE.sub(r'\g<before>"\g<text>"\g<after>', line)


def main(environ: Mapping[str, str]) -> int:
    """Show the changes for the file that ``environ`` names, and apply them with TERAPKAN=1; the exit code."""

    def command() -> None:
        root = content_folder(environ)
        path = _path_of(environ.get("BERKAS", ""), root)
        files, _ = find_files(root)
        form = environ.get("BENTUK", "").strip()
        if form not in ("", "panjang"):
            raise Refused(f"BENTUK='{form}' tidak dikenal; tulis BENTUK=panjang")
        plan = _plan(path, files, root, bool(form))
        if plan.changes:
            show_or_write(plan, root, environ, lambda: ())
        else:
            write_lines([f"{root}/{path}: tidak ada yang perlu dirapikan"])

    return run(command)


def _plan(path: str, files: Files, root: Path, is_long: bool) -> Plan:
    if path not in files.statuses:
        raise Refused(f"{root}/{path}: berkas ini tidak dibaca; pilih berkas lain di {root}/")
    if right := right_path(path):
        notes = (f"Sesudah namanya benar, isinya dirapikan dengan: make rapikan BERKAS={root}/{right}",)
        return Plan(rename_file(path, files, root), (path, right), notes if right.endswith(".md") else ())
    if message := kind_of(path)[1]:
        raise Refused(f"{root}/{path}: {message}")
    if path.startswith(tuple(f"{folder}/" for folder in FILE_FOLDERS)):
        return Plan({})
    if is_long:
        return Plan(_in_long_form(path, root), notes=("Catatan bertanda # di keterangan tidak ikut.",))
    if not path.endswith(".md"):
        raise Refused(f"{root}/{path}: bukan tulisan; pilih berkas .md di {root}/")
    return Plan(_tidied(path, root))


def _tidied(path: str, root: Path) -> Mapping[str, FileChange]:
    before = (root / path).read_bytes()
    text, problems = decode(path, before)
    if problems:
        raise Refused(*(problem.as_line(str(root)) for problem in problems))
    right = tidy(text)
    if right == text:
        return {}
    end = "\r\n" if b"\r\n" in before else "\n"
    return {path: FileChange(before, right.replace("\n", end).encode())}


def _in_long_form(path: str, root: Path) -> Mapping[str, FileChange]:
    before = (root / path).read_bytes()
    vocabulary = open_unfinished(root).vocabulary
    # Without the vocabulary, the long form is compared with the file.
    text = long_form(path, long_form(path, before).encode(), vocabulary)
    end = "\r\n" if b"\r\n" in before else "\n"
    after = text.replace("\n", end).encode()
    return {} if after == before else {path: FileChange(before, after)}


def _path_of(name: str, root: Path) -> str:
    if not name.strip():
        raise Refused("BERKAS kosong; tulis berkasnya, seperti: make rapikan BERKAS=content/berita/2026/nama.md")
    file = next((file for file in (Path(name), root / name) if file.is_file()), None)
    if file is None:
        raise Refused(f"BERKAS: berkas '{name}' tidak ada; periksa namanya")
    file = file.resolve()
    if not file.is_relative_to(root.resolve()):
        raise Refused(f"BERKAS: '{name}' bukan tulisan, gambar, atau lampiran di {root}/; pilih berkas di sana")
    return file.relative_to(root.resolve()).as_posix()


if __name__ == "__main__":
    sys.exit(main(os.environ))
