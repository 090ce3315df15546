"""``make rapikan``: give the file BERKAS its right name, else write it as it is meant; shown only, until TERAPKAN=1."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from plugins.content_model.command import run
from plugins.content_model.console import write_lines
from plugins.content_model.folders import FILE_FOLDERS, Files, find_files, kind_of, right_path
from plugins.content_model.front_matter import decode
from plugins.newsroom.renaming import rename_file
from plugins.newsroom.tidying import tidy
from plugins.topics.file_changes import FileChange
from plugins.topics.opening import content_folder, show_or_write
from plugins.topics.plan import Plan
from plugins.topics.refusal import Refused


def main(environ: Mapping[str, str]) -> int:
    """Show what would be changed for the file that ``environ`` names, and perhaps change it; the exit code."""

    def command() -> None:
        root = content_folder(environ)
        path = _path_of(environ.get("BERKAS", ""), root)
        files, _ = find_files(root)
        plan = _plan(path, files, root)
        if plan.changes:
            show_or_write(plan, root, environ, lambda: ())
        else:
            write_lines([f"{root}/{path}: tidak ada yang perlu dirapikan"])

    return run(command)


def _plan(path: str, files: Files, root: Path) -> Plan:
    if path not in files.statuses:
        raise Refused(f"{root}/{path}: berkas ini tidak dibaca; pilih berkas lain di {root}/")
    if right := right_path(path):
        notes = (f"Sesudah namanya benar, isinya dirapikan dengan: make rapikan BERKAS={root}/{right}",)
        return Plan(rename_file(path, files, root), (path, right), notes if right.endswith(".md") else ())
    if message := kind_of(path)[1]:
        raise Refused(f"{root}/{path}: {message}")
    if path.startswith(tuple(f"{folder}/" for folder in FILE_FOLDERS)):
        return Plan({})
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
