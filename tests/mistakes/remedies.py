"""Do what a message says, as an editor would who copies it: the remedies that a message may hold.

    tulis: X                         the line that was named becomes X; its indent stays. Within braces, and in the
                                     middle of a line of front matter, what X writes anew is replaced. Several lines
                                     are joined by "dan di baris berikutnya:".
    maksud Anda 'X'?                 the word that the message quotes first becomes X
    ganti namanya menjadi X          the file is called X, in its folder; all that named it names X
    pindahkan ke X                   the file is moved to X, a folder where it ends with "/"
    hapus baris ini                  the line is deleted, with what is indented below it
    hapus berkas ini                 the file is deleted
    sisipkan baris kosong sebelum baris ini
    beri 2 spasi di depan baris ini, hapus spasi di depan baris ini, hapus spasi di awal baris ini
    ketik ulang spasi di baris ini   every sign that looks like a space becomes one
    ganti dengan dua spasi           a tab becomes two spaces

What holds "…" is a form to fill in: that is left to the editor.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from posixpath import basename, dirname

from tests.mistakes.cases import ROOT, Files

_PLACE = re.compile(rf"{ROOT}/(?P<path>.*?):(?P<line>\d+):(?P<column>\d+): (?:peringatan: )?(?P<text>.*)", re.DOTALL)
_ENDING = re.compile(r"(?<!:) \[[a-z-]+\]$")  # the name of a warning
# An offer ends where the next begins.
_WRITE = re.compile(r"\btulis: (?P<right>.+?)(?:, atau [a-z]+ [^:]*)?$")
_BODY = "isi: "  # what messages on a body begin with
_NEXT_LINE = ", dan di baris berikutnya: "
_MEANT = re.compile(r"maksud Anda '(?P<right>[^']+)'")
_QUOTED = re.compile(r"'(?P<wrong>[^']+)'")
_RENAME = re.compile(r"ganti namanya menjadi (?P<right>[^ ;,]+)")
_MOVE = re.compile(r"pindahkan ke (?P<right>[^ ;,]*/[^ ;,]*)")
_KEY = re.compile(r"(?P<lead>(?:- +)?)(?P<key>[\w-]+):(?: |$)")


def apply_all(messages: Iterable[str], files: Files) -> dict[str, str | bytes]:
    """``files`` after each of ``messages`` was followed, the last place first, so that lines stay where they are."""
    found = [_PLACE.fullmatch(message) for message in messages]
    places = sorted(
        ((match["path"], int(match["line"]), int(match["column"]), match["text"]) for match in found), reverse=True
    )
    now = dict(files)
    for path, line, column, text in places:
        text = _ENDING.sub("", text)
        for pattern, remedy in _REMEDIES:
            if (match := pattern.search(text)) and "…" not in match[0]:
                now = remedy(now, path, line, column, text, match)
                break
    return now


def _write(files, path, line, column, text, match):
    first, *more = match["right"].split(_NEXT_LINE)
    lines = files[path].split("\n")
    old = lines[line - 1]
    indent = old[: len(old) - len(old.lstrip())]
    lines[line - 1 : line] = [
        indent + first if text.startswith(_BODY) else _with_key(old, first, column),
        *(f"{indent}{one}" for one in more),
    ]
    return files | {path: "\n".join(lines)}


def _with_key(old: str, right: str, column: int) -> str:
    indent = old[: len(old) - len(old.lstrip())]
    key = _KEY.match(right)
    if key and "{" in old:
        within = re.search(rf"\b{key['key']}:[^,}}]*", old)
        return f"{old[: within.start()]}{right}{old[within.end() :]}"
    if key and not key["lead"] and old.lstrip().startswith("- "):
        return f"{indent}- {right}"
    if (not key or right.startswith("{")) and not right.startswith("- ") and "[" in old:
        # A list on one line: the item that begins at the column.
        item = re.compile(r"[^,\]]*").match(old, column - 1)
        return f"{old[: column - 1]}{right}{old[item.end() :]}"
    return indent + right


def _mean(files, path, line, column, text, match):
    lines = files[path].split("\n")
    wrong = _QUOTED.search(text)["wrong"]
    lines[line - 1] = lines[line - 1].replace(wrong, match["right"], 1)
    return files | {path: "\n".join(lines)}


def _rename(files, path, line, column, text, match):
    return _moved(files, path, f"{dirname(path)}/{match['right']}".lstrip("/"))


def _move(files, path, line, column, text, match):
    right = match["right"].removeprefix("content/")
    return _moved(files, path, right + basename(path) if right.endswith("/") else right)


def _moved(files: Mapping, old: str, new: str) -> dict:
    moved = {(new if path == old else path): content for path, content in files.items()}
    return {
        path: content.replace(old, new) if isinstance(content, str) else content for path, content in moved.items()
    }


def _delete(files, path, line, column, text, match):
    lines = files[path].split("\n")
    indent = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    end = line
    while end < len(lines) and lines[end].startswith(" " * (indent + 1)):
        end += 1
    del lines[line - 1 : end]
    return files | {path: "\n".join(lines)}


def _separate(files, path, line, column, text, match):
    lines = files[path].split("\n")
    lines.insert(line - 1, "")
    return files | {path: "\n".join(lines)}


def _delete_file(files, path, line, column, text, match):
    return {other: content for other, content in files.items() if other != path}


def _indent(files, path, line, column, text, match):
    lines = files[path].split("\n")
    lines[line - 1] = " " * int(match["count"] or 0) + lines[line - 1].lstrip()
    return files | {path: "\n".join(lines)}


def _retype_spaces(files, path, line, column, text, match):
    lines = files[path].split("\n")
    lines[line - 1] = re.sub(r"[^\S\n\t]", " ", lines[line - 1])
    return files | {path: "\n".join(lines)}


def _replace_tabs(files, path, line, column, text, match):
    lines = files[path].split("\n")
    lines[line - 1] = lines[line - 1].replace("\t", "  ")
    return files | {path: "\n".join(lines)}


# The first that a message holds is followed.
_REMEDIES: tuple[tuple[re.Pattern[str], Callable], ...] = (
    (_RENAME, _rename),
    (_MOVE, _move),
    (_WRITE, _write),
    (_MEANT, _mean),
    (re.compile("hapus baris ini"), _delete),
    (re.compile("hapus berkas ini"), _delete_file),
    (
        re.compile("beri (?P<count>\\d+) spasi di depan baris ini|(?P<none>hapus spasi di (?:depan|awal) baris ini)"),
        _indent,
    ),
    (re.compile("ketik ulang spasi"), _retype_spaces),
    (re.compile("ganti dengan dua spasi"), _replace_tabs),
    (re.compile("sisipkan baris kosong sebelum baris ini"), _separate),
)
