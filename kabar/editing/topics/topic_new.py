"""``make topik-baru``: writes the file of a new topic."""

import os
import sys
from collections.abc import Mapping

from kabar.command import run
from kabar.console import ask, write_lines
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import Vocabulary
from kabar.content.parsing.yaml_structure import plain_or_quoted
from kabar.content.reading.folders import kind_of
from kabar.content.validation.addresses import PAGING
from kabar.content.validation.trial import faults_of
from kabar.editing.files.file_changes import FileChange, Refused, apply_changes
from kabar.editing.files.opening import content_folder, open_unfinished
from kabar.text.folding import fold_label, readable_slug, short_hash


def slug_of(label: str) -> str:
    """The id of a topic named ``label``; always a valid file name."""
    slug = readable_slug(label)
    if not slug:
        return f"topik-{short_hash(label)}"
    return f"topik-{slug}" if fault_of_id(slug) else slug


def fault_of_id(id: str) -> str:
    """The message for an invalid ``id``, in Indonesian; "" for a valid one."""
    if id == PAGING:
        return f"nama '{id}' dipakai portal ini; pilih nama lain"
    return kind_of(f"topik/{id}.md")[1]


_UNDEFINED = """\
# Wajib: arti topik ini dalam satu kalimat.
definition:"""

_TEMPLATE = """\
---
# Kunci lain (synonyms, broader, …) dan artinya: docs/panduan-redaksi.md#topik-baru
label: {label}
{definition}
---
"""


def compose_topic(label: str, definition: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """The path below ``content/`` and the text of a new topic's file; raises Refused.

    An empty ``definition`` stays empty, which ``make check`` reports. The file is UTF-8 with ``\\n``.
    """
    label, definition = " ".join(label.split()), " ".join(definition.split())
    if not fold_label(label):
        raise Refused('NAMA kosong; tulis nama topiknya, seperti: make topik-baru NAMA="Kain tenun"')
    slug = slug_of(label)
    for name in (label, slug):
        if owner := vocabulary.names.get(fold_label(name)):
            raise Refused(_taken(name, vocabulary.topics[owner], vocabulary))
    line = f"definition: {plain_or_quoted(definition)}" if definition else _UNDEFINED
    return f"topik/{slug}.md", _TEMPLATE.format(label=plain_or_quoted(label), definition=line)


def _taken(name: str, owner: Topic, vocabulary: Vocabulary) -> str:
    final = vocabulary.find(owner.id)
    message = f"nama '{name}' sudah dipakai topik '{owner.label}' ({owner.path})"
    if final and final != owner.id:
        message += f", yang sudah digabung ke '{vocabulary.topics[final].label}'"
    return f"{message}; pakai topik itu, atau pilih NAMA lain"


_PLACEHOLDER = "Arti yang belum ditulis."  # allows a check of the other keys; never written


def main(environ: Mapping[str, str]) -> int:
    """Write the topic that ``environ`` describes; the exit code. Errors elsewhere in the content do not matter."""

    def command() -> None:
        root = content_folder(environ)
        crossing = open_unfinished(root)
        label, definition = environ.get("NAMA", ""), environ.get("DEFINISI", "").strip()
        path, whole = compose_topic(label, definition or _PLACEHOLDER, crossing.vocabulary)
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
