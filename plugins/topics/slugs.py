"""The id of a new topic, made from its label."""

from plugins.content_model.addresses import PAGING
from plugins.content_model.folders import kind_of
from plugins.content_model.slugs import readable_slug, short_hash


def slug_of(label: str) -> str:
    """The id that a topic named ``label`` gets; always one that a file may have."""
    slug = readable_slug(label)
    if not slug:
        return f"topik-{short_hash(label)}"
    return f"topik-{slug}" if fault_of_id(slug) else slug


def fault_of_id(id: str) -> str:
    """Why no topic may have ``id``, in Indonesian; "" when one may."""
    if id == PAGING:
        return f"nama '{id}' dipakai portal ini; pilih nama lain"
    return kind_of(f"topik/{id}.md")[1]
