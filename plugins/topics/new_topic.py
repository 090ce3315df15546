"""Compose the file of a new topic, or tell that its name is taken."""

from plugins.content_model.folding import fold_label
from plugins.content_model.topic import Topic
from plugins.content_model.vocabulary import Vocabulary
from plugins.content_model.yaml_structure import plain_or_quoted
from plugins.topics.refusal import Refused
from plugins.topics.slugs import slug_of

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
#
# Belum boleh tampil (untuk tampil mulai suatu waktu, tulis embargo dan waktunya):
# status: draft
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
    told = f"definition: {plain_or_quoted(definition)}" if definition else _UNDEFINED
    return f"topik/{slug}.md", _TEMPLATE.format(label=plain_or_quoted(label), definition=told)


def _taken(name: str, holder: Topic, vocabulary: Vocabulary) -> str:
    final = vocabulary.find(holder.id)
    message = f"nama '{name}' sudah dipakai topik '{holder.label}' ({holder.path})"
    if final and final != holder.id:
        message += f", yang sudah digabung ke '{vocabulary.topics[final].label}'"
    return f"{message}; pakai topik itu, atau pilih NAMA lain"
