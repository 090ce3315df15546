"""``make topik-baru``: write the file of the topic NAMA with its DEFINISI. Overwrites nothing."""

import os
import sys
from collections.abc import Mapping

from plugins.topics.file_changes import FileChange, apply_changes
from plugins.topics.new_topic import compose_topic, faults_of
from plugins.topics.opening import content_folder, open_unfinished, run
from plugins.topics.refusal import Refused


def main(environ: Mapping[str, str]) -> int:
    """Write what ``environ`` asks; the exit code. Mistakes elsewhere in the content do not matter."""

    def command() -> None:
        root = content_folder(environ)
        crossing = open_unfinished(root)
        path, text = compose_topic(environ.get("NAMA", ""), environ.get("DEFINISI", ""), crossing.vocabulary)
        if faults := faults_of(path, text, crossing, root):
            raise Refused("Topik ini tidak ditulis:", *(problem.as_line(str(root)) for problem in faults))
        apply_changes(root, {path: FileChange(None, text.encode("utf-8"))}, check=lambda: ())
        print(f"{root}/{path} ditulis. Lengkapi induk dan sinonimnya di sana, lalu jalankan make check")

    return run(command)


if __name__ == "__main__":
    sys.exit(main(os.environ))
