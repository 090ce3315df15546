"""``make topik-gabung``: merges a topic into another; its address is redirected, its names become synonyms."""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from kabar.content.library import Library
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import Vocabulary
from kabar.editing.files.file_changes import FileChange, Plan, Refused
from kabar.editing.files.front_matter_edit import drop_value, replace_value, set_value
from kabar.editing.files.front_text import FrontText
from kabar.editing.files.opening import run_plan
from kabar.editing.topics.topic_references import Read, change_file, naming, tagged_with, topic_named


def plan_merge(from_name: str, into_name: str, library: Library, read: Read) -> Plan:
    """The changes that merge the topic ``from_name`` into ``into_name``; raises Refused.

    ``read`` returns the bytes of a path below the content folder. The merged topic keeps its file, which has its names
    and addresses.
    """
    vocabulary = library.vocabulary
    gone, into = topic_named(from_name, "DARI", vocabulary), topic_named(into_name, "KE", vocabulary)
    if gone.id == into.id:
        raise Refused(f"DARI dan KE adalah satu topik: '{gone.label}' ({gone.path})")
    for topic, variable in ((gone, "DARI"), (into, "KE")):
        if topic.merged_into:
            final = vocabulary.find(topic.id)
            raise Refused(f"{variable}: topik '{topic.id}' sudah digabung ke '{final}'; pakai {variable}={final}")
    changes: dict[str, FileChange] = {
        document.path: change_file(document.path, read, lambda front: _retag(front, gone.id, into.id, vocabulary))
        for document in tagged_with(gone.id, library)
    }
    for other in naming(gone.id, library):
        relate = partial(_relate, topic=other, gone=gone, into=into, vocabulary=vocabulary)
        changes[other.path] = change_file(other.path, read, relate)
    changes[gone.path] = change_file(gone.path, read, lambda front: set_value(front, "merged_into", into.id))
    notes = (
        f"Alamat /topik/{gone.id}/ akan dialihkan ke /topik/{into.id}/.",
        f"Nama '{gone.label}' tetap boleh ditulis di tags dan berarti '{into.label}'.",
    )
    return Plan(changes, notes=notes)


def _retag(front: FrontText, gone: str, into: str, vocabulary: Vocabulary) -> FrontText:
    found = [vocabulary.find(tag) for tag in front.values("tags")]
    if into in found:
        return drop_value(front, "tags", found.index(gone))
    return replace_value(front, "tags", found.index(gone), into)


def _relate(front: FrontText, topic: Topic, gone: Topic, into: Topic, vocabulary: Vocabulary) -> FrontText:
    above = {into.id, *_ancestors(into, vocabulary)}
    if topic.broader == gone.id:
        # Narrower topics of the merged topic move below the other one. Ancestors of the other one cannot (cycle): they
        # take the place of the merged topic.
        heir = gone.broader if topic.id in above else into.id
        front = replace_value(front, "broader", 0, heir) if heir else drop_value(front, "broader", 0)
    if topic.merged_into == gone.id:
        front = replace_value(front, "merged_into", 0, into.id)
    # Topics above or below one another are not also related (SKOS, S27).
    in_line = topic.id in above or {into.id, gone.id} & set(_ancestors(topic, vocabulary))
    for number in reversed([n for n, id in enumerate(topic.related) if id == gone.id]):
        if in_line or into.id in front.values("related"):
            front = drop_value(front, "related", number)
        else:
            front = replace_value(front, "related", number, into.id)
    return front


def _ancestors(topic: Topic, vocabulary: Vocabulary) -> list[str]:
    trail: list[str] = []
    while topic.broader:
        topic = vocabulary.topics[topic.broader]
        trail.append(topic.id)
    return trail


def main(environ: Mapping[str, str], clock: datetime) -> int:
    """Show the plan for ``environ``, and apply it with TERAPKAN=1; the exit code."""
    names = environ.get("DARI", ""), environ.get("KE", "")
    return run_plan(environ, clock, lambda library, read: plan_merge(*names, library, read))


if __name__ == "__main__":
    sys.exit(main(os.environ, datetime.now(UTC)))
