"""Give a topic another id: its file, its address, and every place that writes the old id.

What is renamed and then renamed back has the same bytes in every file, unless some tags were
already written as the new id, by a synonym.
"""

from plugins.content_model.folding import fold_address, fold_label
from plugins.content_model.library import Library
from plugins.content_model.topic import Topic
from plugins.topics.broken_links import links_broken_by
from plugins.topics.file_changes import FileChange
from plugins.topics.front_matter_edit import append_value, drop_value, replace_value
from plugins.topics.front_text import FrontText
from plugins.topics.holders import holder_of_address, topic_named
from plugins.topics.plan import Plan
from plugins.topics.references import Read, change_file, naming, tagged_with
from plugins.topics.refusal import Refused
from plugins.topics.slugs import fault_of_id


def plan_rename(old_name: str, new: str, library: Library, read: Read) -> Plan:
    """Every change that gives the topic ``old_name`` the id ``new``; raises Refused.

    ``read`` gives the bytes of a path below the content folder. The old address becomes the last
    of the topic's ``aliases``; an address it had before and gets back is taken from them.
    """
    topic = topic_named(old_name, "LAMA", library.vocabulary)
    _refuse_new_id(topic, new, library)
    old, undone = topic.id, _undoes(topic, new)
    names = {fold_label(name) for name in (topic.label, topic.label_en or "", *topic.synonyms)}
    kept = not undone or fold_label(old) in names
    broken = sorted(links_broken_by(old, new, kept, library, read))
    if broken:
        raise Refused(
            "Isi berkas tidak disunting oleh perintah ini. Betulkan dulu tautan ke topik ini:",
            *(f"{problem.as_line(str(library.root))}" for problem in broken),
            f"Tautan seperti [teks](/topik/{old}/) tetap bekerja sesudah topik berganti nama.",
        )
    spellings = names | {fold_label(name) for name in topic.misspellings}
    changes = {f"topik/{new}.md": FileChange(None, change_file(topic.path, read, _own_edit(topic, new)).after)}
    for document in tagged_with(old, library):
        changes[document.path] = change_file(document.path, read, lambda front: _retag(front, topic, new, spellings))
    for other in naming(old, library):
        changes[other.path] = change_file(other.path, read, lambda front: _refer_to(front, old, new))
    changes = {path: change for path, change in changes.items() if change.before != change.after}
    changes[topic.path] = FileChange(read(topic.path), None)
    notes = (f"Alamat /topik/{old}/ akan dialihkan ke /topik/{new}/.",)
    if not kept:
        notes = (
            f"Topik ini kembali ke alamat lamanya /topik/{new}/, maka /topik/{old}/ tidak dialihkan.",
            f"Bila /topik/{old}/ sudah pernah terbit, tambahkan di aliases topik ini sesudahnya.",
        )
    return Plan(changes, (topic.path, f"topik/{new}.md"), notes)


def _refuse_new_id(topic: Topic, new: str, library: Library) -> None:
    vocabulary = library.vocabulary
    if topic.merged_into:
        raise Refused(f"topik '{topic.id}' sudah digabung ke '{topic.merged_into}'; namanya tinggal alamat lama")
    if not new.strip():
        raise Refused("BARU kosong; tulis id yang baru, seperti: make topik-ubah LAMA=kriya BARU=kerajinan")
    if fault := fault_of_id(new):
        raise Refused(f"BARU: {fault}")
    if new == topic.id:
        raise Refused(f"LAMA dan BARU sama: '{new}'")
    holder = vocabulary.names.get(fold_label(new), topic.id)
    if holder != topic.id:
        other = vocabulary.topics[holder]
        raise Refused(
            f"'{new}' sudah dipakai topik '{other.label}' ({other.path});"
            f" untuk menyatukan keduanya: make topik-gabung DARI={topic.id} KE={other.id}"
        )
    if vocabulary.meant(new):
        raise Refused(f"'{new}' ada di misspellings {topic.path}; hapus dari sana atau pilih nama lain")
    address = f"topik/{new}"
    held = holder_of_address(address, library)
    own_names = {fold_address(old) for old, path in library.redirects.items() if path == topic.path}
    if held and fold_address(address) not in own_names:
        raise Refused(f"alamat /{address}/ sudah dipakai {held}; pilih nama lain")


def _undoes(topic: Topic, new: str) -> bool:
    return bool(topic.aliases) and topic.aliases[-1] == f"topik/{new}"


def _own_edit(topic: Topic, new: str):
    old_address = f"/topik/{topic.id}/"

    def edit(front: FrontText) -> FrontText:
        if _undoes(topic, new):
            return drop_value(front, "aliases", len(topic.aliases) - 1)
        if f"topik/{new}" in topic.aliases:
            return replace_value(front, "aliases", topic.aliases.index(f"topik/{new}"), old_address)
        return append_value(front, "aliases", old_address)

    return edit


def _retag(front: FrontText, topic: Topic, new: str, spellings: set[str]) -> FrontText:
    # "IKM" leads to the topic `ikm` by its id alone, unless a label says it too.
    for node, value in zip(front.items("tags"), front.values("tags"), strict=True):
        folded = fold_label(value)
        if folded == fold_label(topic.id) and value != topic.id and folded not in spellings:
            line, column = front.place(node)
            raise Refused(
                f"{front.path}:{line}:{column}: tags: '{value}' hanya dikenal dari id lama '{topic.id}';"
                f" tambahkan '{value}' ke synonyms di {topic.path}, lalu ulangi"
            )
    return _write_anew(front, "tags", topic.id, new)


def _refer_to(front: FrontText, old: str, new: str) -> FrontText:
    for key in ("broader", "related", "merged_into"):
        front = _write_anew(front, key, old, new)
    return front


def _write_anew(front: FrontText, key: str, old: str, new: str) -> FrontText:
    for number, value in enumerate(front.values(key)):
        if value == old:
            front = replace_value(front, key, number, new)
    return front
