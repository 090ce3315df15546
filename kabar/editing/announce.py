"""``make siaran``: prints the message of the training BERKAS, and writes it and its flyer into ``siaran/``."""

import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from kabar.agenda.message import essentials_of, message_of
from kabar.command import run
from kabar.console import write_errors, write_lines
from kabar.content.library import Library
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.host import read_host
from kabar.editing.files.file_changes import Refused
from kabar.editing.files.opening import content_folder, open_library
from kabar.editing.flyer import draw_flyer

FOLDER = Path("siaran")


def main(environ: Mapping[str, str]) -> int:
    """Announce the training that ``environ`` names, which may be a draft; the exit code."""

    def command() -> None:
        root = content_folder(environ)
        library = open_library(root, environ, datetime.now().astimezone(), preview=True)
        bimtek = _training(environ.get("BERKAS", ""), root, library)
        essentials = essentials_of(bimtek, library, read_host(library.portal.SITEURL))
        message = message_of(essentials)
        FOLDER.mkdir(exist_ok=True)
        name = f"{bimtek.year}-{bimtek.id}"
        (FOLDER / f"{name}.txt").write_text(message, "utf-8")
        (FOLDER / f"{name}.png").write_bytes(draw_flyer(essentials, library.portal.name))
        write_lines(message.split("\n"))
        write_errors([f"Ditulis: {FOLDER / name}.txt dan selebarannya {FOLDER / name}.png"])
        if bimtek.path in library.withheld:
            write_errors(["Tulisan ini belum terbit: tautannya baru hidup sesudah terbit."])

    return run(command)


def _training(name: str, root: Path, library: Library) -> Bimtek:
    if not name.strip():
        raise Refused("BERKAS kosong; tulis berkasnya, seperti: make siaran BERKAS=content/bimtek/2026/nama.md")
    file = next((file for file in (Path(name), root / name) if file.is_file()), None)
    if file is None:
        raise Refused(f"BERKAS: berkas '{name}' tidak ada; periksa namanya")
    inside = file.resolve().is_relative_to(root.resolve())
    found = library.articles.get(file.resolve().relative_to(root.resolve()).as_posix()) if inside else None
    if not isinstance(found, Bimtek):
        raise Refused(f"BERKAS: '{name}' bukan bimtek; pilih berkas di {root}/bimtek/")
    if found.withdrawn:
        raise Refused(f"BERKAS: '{name}' sudah dicabut, jadi tidak ada yang disiarkan")
    return found


if __name__ == "__main__":
    sys.exit(main(os.environ))
