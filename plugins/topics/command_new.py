"""``make topik-baru``: write the file of the topic NAMA with its DEFINISI. Overwrites nothing.

A definition that is not given, nor typed when a terminal asks for it, is left to be filled in.
"""

import os
import sys
from collections.abc import Mapping

from plugins.content_model.command import run
from plugins.content_model.console import ask, write_lines
from plugins.content_model.trial import faults_of
from plugins.topics.file_changes import FileChange, apply_changes
from plugins.topics.new_topic import compose_topic
from plugins.topics.opening import content_folder, open_unfinished
from plugins.topics.refusal import Refused

_STAND_IN = "Arti yang belum ditulis."  # so that all else is checked; never written


def main(environ: Mapping[str, str]) -> int:
    """Write what ``environ`` asks; the exit code. Mistakes elsewhere in the content do not matter."""

    def command() -> None:
        root = content_folder(environ)
        crossing = open_unfinished(root)
        label, definition = environ.get("NAMA", ""), environ.get("DEFINISI", "").strip()
        path, whole = compose_topic(label, definition or _STAND_IN, crossing.vocabulary)
        if faults := faults_of(path, whole, crossing, root):
            raise Refused("Topik ini tidak ditulis:", *(problem.as_line(str(root)) for problem in faults))
        if not definition and sys.stdin.isatty():
            definition = ask(f"Arti topik '{label}' dalam satu kalimat (boleh dikosongkan):").strip()
        _, text = compose_topic(label, definition, crossing.vocabulary)
        apply_changes(root, {path: FileChange(None, text.encode("utf-8"))}, check=lambda: ())
        if not definition:
            write_lines(["'definition' masih kosong: isi dulu satu kalimat; make check menolaknya sampai terisi."])
        write_lines([f"{root}/{path} ditulis. Lengkapi induk dan sinonimnya di sana, lalu jalankan make check"])

    return run(command)


if __name__ == "__main__":
    sys.exit(main(os.environ))
