"""``make topik-ubah``: changes the id of a topic in its file name, its address and all references.

Renaming and renaming back restores the bytes of every file, unless some tags already were the new id, a synonym.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain

from kabar.content.library import Library
from kabar.content.markdown_source.body_scan import scan_body
from kabar.content.models.model import Document
from kabar.content.models.topic import Topic
from kabar.content.parsing.front_matter import split
from kabar.content.parsing.problems import BadValue, Problem
from kabar.content.reading.file_reading import BODY
from kabar.content.reading.links import Destinations, resolve
from kabar.editing.files.file_changes import FileChange, Plan, Refused
from kabar.editing.files.front_matter_edit import append_value, drop_value, replace_value
from kabar.editing.files.front_text import FrontText
from kabar.editing.files.opening import run_plan
from kabar.editing.topics.topic_new import fault_of_id
from kabar.editing.topics.topic_references import (
    Edit,
    Read,
    change_file,
    naming,
    owner_of_address,
    tagged_with,
    topic_named,
)
from kabar.text.folding import fold_address, fold_label


def links_broken_by(old: str, new: str, kept: bool, library: Library, read: Read) -> Iterator[Problem]:
    """A problem for each link to the topic ``old`` that would be dead.

    If the address of ``old`` is ``kept`` as a redirect, links to it stay valid; links to its file (``{filename}``) and
    to its feed do not.
    """
    after = _destinations_after(library.destinations, old, new, kept)
    for document in _with_bodies(library):
        if f"topik/{old}" in document.body:
            for link in scan_body(document.body, document.body_line).links:
                if message := _fault(link.target, old, after, document.path):
                    yield Problem(document.path, link.line, link.column, BODY, message)
        for number, correction in enumerate(getattr(document, "corrections", ())):
            if correction.link and (message := _fault(correction.link, old, after, document.path)):
                at = ("corrections", number, "link")
                parts, _ = split(document.path, read(document.path))
                assert parts, document.path  # the library has read it
                yield Problem(document.path, *parts.structure.place(at), "corrections.link", message)


def _with_bodies(library: Library) -> Iterator[Document]:
    # In a preview withheld articles are in ``articles`` too.
    withheld = (article for path, article in library.withheld.items() if path not in library.articles)
    pages = (library.vocabulary.topics, library.organisations, library.people, library.static_pages)
    yield from chain(library.articles.values(), withheld, *(documents.values() for documents in pages))


def _destinations_after(before: Destinations, old: str, new: str, kept: bool) -> Destinations:
    others = {path: address for path, address in before.pages.others.items() if path != f"topik/{old}.md"}
    now = {f"topik/{new}", f"topik/{new}/atom.xml"} | ({f"topik/{old}"} if kept else set())
    return replace(
        before,
        pages=replace(before.pages, others=others | {f"topik/{new}.md": f"/topik/{new}/"}),
        addresses=(set(before.addresses) - {f"topik/{old}/atom.xml"}) | now,
    )


def _fault(target: str, old: str, after: Destinations, path: str) -> str:
    if f"topik/{old}" not in target:
        return ""
    try:
        resolve(target, after, path)
    except BadValue as bad:
        return str(bad)
    return ""


def plan_rename(old_name: str, new: str, library: Library, read: Read) -> Plan:
    """The changes that give the topic ``old_name`` the id ``new``; raises Refused.

    ``read`` returns the bytes of a path below the content folder. The old address becomes the last of the topic's
    ``aliases``; if ``new`` is among them, it is removed.
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
    notes: tuple[str, ...] = (f"Alamat /topik/{old}/ akan dialihkan ke /topik/{new}/.",)
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
    owner = vocabulary.names.get(fold_label(new), topic.id)
    if owner != topic.id:
        other = vocabulary.topics[owner]
        raise Refused(
            f"'{new}' sudah dipakai topik '{other.label}' ({other.path});"
            f" untuk menyatukan keduanya: make topik-gabung DARI={topic.id} KE={other.id}"
        )
    if vocabulary.meant(new):
        raise Refused(f"'{new}' ada di misspellings {topic.path}; hapus dari sana atau pilih nama lain")
    address = f"topik/{new}"
    taken_by = owner_of_address(address, library)
    own_names = {fold_address(old) for old, path in library.redirects.items() if path == topic.path}
    if taken_by and fold_address(address) not in own_names:
        raise Refused(f"alamat /{address}/ sudah dipakai {taken_by}; pilih nama lain")


def _undoes(topic: Topic, new: str) -> bool:
    return bool(topic.aliases) and topic.aliases[-1] == f"topik/{new}"


def _own_edit(topic: Topic, new: str) -> Edit:
    old_address = f"/topik/{topic.id}/"

    def edit(front: FrontText) -> FrontText:
        if _undoes(topic, new):
            return drop_value(front, "aliases", len(topic.aliases) - 1)
        if f"topik/{new}" in topic.aliases:
            return replace_value(front, "aliases", topic.aliases.index(f"topik/{new}"), old_address)
        return append_value(front, "aliases", old_address)

    return edit


def _retag(front: FrontText, topic: Topic, new: str, spellings: set[str]) -> FrontText:
    # "IKM" means the topic `ikm` only by its id, unless it is a label too.
    for node, value in zip(front.items("tags"), front.values("tags"), strict=True):
        folded = fold_label(value)
        if folded == fold_label(topic.id) and value != topic.id and folded not in spellings:
            line, column = front.place(node)
            raise Refused(
                f"{front.path}:{line}:{column}: tags: '{value}' hanya dikenal dari id lama '{topic.id}';"
                f" tambahkan '{value}' ke synonyms di {topic.path}, lalu ulangi"
            )
    return _replace(front, "tags", topic.id, new)


def _refer_to(front: FrontText, old: str, new: str) -> FrontText:
    for key in ("broader", "related", "merged_into"):
        front = _replace(front, key, old, new)
    return front


def _replace(front: FrontText, key: str, old: str, new: str) -> FrontText:
    for number, value in enumerate(front.values(key)):
        if value == old:
            front = replace_value(front, key, number, new)
    return front


def main(environ: Mapping[str, str], clock: datetime) -> int:
    """Show the plan for ``environ``, and apply it with TERAPKAN=1; the exit code."""
    names = environ.get("LAMA", ""), environ.get("BARU", "")
    return run_plan(environ, clock, lambda library, read: plan_rename(*names, library, read))


if __name__ == "__main__":
    sys.exit(main(os.environ, datetime.now(UTC)))
