"""``make rapikan``: write the file BERKAS as it is meant; shown only, until TERAPKAN=1."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from plugins.content_model.command import run
from plugins.content_model.console import write_lines
from plugins.content_model.folders import find_files
from plugins.content_model.front_matter import decode
from plugins.newsroom.tidying import tidy
from plugins.topics.file_changes import FileChange
from plugins.topics.opening import content_folder, show_or_write
from plugins.topics.plan import Plan
from plugins.topics.refusal import Refused


def main(environ: Mapping[str, str]) -> int:
    """Show what would be changed in the file that ``environ`` names, and perhaps change it; the exit code."""

    def command() -> None:
        root = content_folder(environ)
        path = _path_of(environ.get("BERKAS", ""), root)
        before = (root / path).read_bytes()
        text, problems = decode(path, before)
        if problems:
            raise Refused(*(problem.as_line(str(root)) for problem in problems))
        right = tidy(text)
        if right == text:
            write_lines([f"{root}/{path}: tidak ada yang perlu dirapikan"])
            return
        end = "\r\n" if b"\r\n" in before else "\n"
        after = right.replace("\n", end).encode()
        show_or_write(Plan({path: FileChange(before, after)}), root, environ, lambda: ())

    return run(command)


def _path_of(name: str, root: Path) -> str:
    if not name.strip():
        raise Refused("BERKAS kosong; tulis berkasnya, seperti: make rapikan BERKAS=content/berita/2026/nama.md")
    file = next((file for file in (Path(name), root / name) if file.is_file()), None)
    if file is None:
        raise Refused(f"BERKAS: berkas '{name}' tidak ada; periksa namanya")
    file = file.resolve()
    path = file.relative_to(root.resolve()).as_posix() if file.is_relative_to(root.resolve()) else ""
    if not path.endswith(".md") or path not in find_files(root)[0].documents:
        raise Refused(f"BERKAS: '{name}' bukan tulisan; pilih berkas .md di {root}/")
    return path


if __name__ == "__main__":
    sys.exit(main(os.environ))
