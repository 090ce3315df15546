"""Compose the file of a new topic, and tell why it may not be: a name or an address that is taken."""

import re
from dataclasses import replace
from pathlib import Path

from plugins.content_model.cross_checks import Crossing, check_across
from plugins.content_model.folding import fold_label
from plugins.content_model.front_matter import split
from plugins.content_model.problems import Problem, errors_in
from plugins.content_model.topic import Topic
from plugins.content_model.typed import type_document
from plugins.content_model.vocabulary import Vocabulary
from plugins.content_model.yaml_structure import quoted
from plugins.topics.refusal import Refused
from plugins.topics.slugs import slug_of

# Values that YAML can only read as what is written; all others are quoted.
_PLAIN = re.compile(r"\w(?:[\w .,()/-]*[\w.)])?")

_UNDEFINED = """\
# Wajib: arti topik ini dalam satu kalimat.
definition:"""

_TEMPLATE = """\
---
label: {label}
{definition}
# Yang di bawah ini boleh diisi. Hapus tanda # dan satu spasi sesudahnya, lalu ganti contohnya.
#
# Nama dalam bahasa Inggris:
# label_en: Woven cloth
#
# Nama lain yang juga diterima di tags:
# synonyms:
#   - Nama lain
#
# Salah tulis yang diterima dengan peringatan:
# misspellings:
#   - Nmaa lain
#
# Id topik induk dan topik terkait, yaitu nama berkasnya di folder ini tanpa .md:
# broader: kerajinan
# related:
#   - ekspor
#
# Nomor di wikidata.org, hanya bila yakin:
# wikidata: Q34442
---
"""


def compose_topic(label: str, definition: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """The path below ``content/`` and the text of a new topic's file; raises Refused.

    Without a definition the file holds an empty one, which ``make check`` asks for.
    The file is UTF-8 with ``\\n``; its optional keys stand in it as comments.
    """
    label, definition = " ".join(label.split()), " ".join(definition.split())
    if not fold_label(label):
        raise Refused('NAMA kosong; tulis nama topiknya, seperti: make topik-baru NAMA="Kain tenun"')
    slug = slug_of(label)
    for name in (label, slug):
        if holder := vocabulary.names.get(fold_label(name)):
            raise Refused(_taken(name, vocabulary.topics[holder], vocabulary))
    told = f"definition: {_value(definition)}" if definition else _UNDEFINED
    return f"topik/{slug}.md", _TEMPLATE.format(label=_value(label), definition=told)


def faults_of(path: str, text: str, crossing: Crossing, root: Path) -> list[Problem]:
    """What would be wrong with ``text`` as the file ``path`` among the rest of the content.

    ``crossing`` is the content without it; its own mistakes are not told again.
    """
    if path in crossing.files.documents:
        return [Problem(path, 1, 1, "", "berkas ini sudah ada dan tidak ditimpa; betulkan atau hapus dulu")]
    parts, problems = split(path, text.encode())
    if parts is None:
        return problems
    topic, problems = type_document(Topic, path, parts.structure, parts.body, parts.body_line, {})
    if topic is None or errors_in(problems):
        return problems
    reading = replace(
        crossing.reading,
        documents=crossing.reading.documents | {path: topic},
        structures=crossing.reading.structures | {path: parts.structure},
    )
    files = replace(crossing.files, documents=crossing.files.documents | {path: Topic})
    after = check_across(root, reading, files, None)
    # Told by place: what was wrong before may now name the new topic as the nearest.
    before = {_place(problem) for problem in crossing.problems}
    return sorted(problem for problem in errors_in(after.problems) if _place(problem) not in before)


def _taken(name: str, holder: Topic, vocabulary: Vocabulary) -> str:
    final = vocabulary.find(holder.id)
    message = f"nama '{name}' sudah dipakai topik '{holder.label}' ({holder.path})"
    if final and final != holder.id:
        message += f", yang sudah digabung ke '{vocabulary.topics[final].label}'"
    return f"{message}; pakai topik itu, atau pilih NAMA lain"


def _place(problem: Problem) -> tuple:
    return problem.path, problem.line, problem.column, problem.field


def _value(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else quoted(text)
