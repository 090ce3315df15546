"""Find an entry in the folder of another section: one problem, instead of one for each key that is foreign there."""

from collections.abc import Iterator

from plugins.content_model.folders import SECTIONS
from plugins.content_model.model import Document
from plugins.content_model.problems import Problem
from plugins.content_model.synonyms import key_meant
from plugins.content_model.typed import keys_of
from plugins.content_model.yaml_structure import Structure

_FEWEST = 2  # keys of another section: one alone may be a slip
_NAMES = {"berita": "berita", "bimtek": "bimtek", "ekspor": "kabar ekspor"}


def find_misfiled(path: str, model: type[Document], structure: Structure, problems: list[Problem]) -> Iterator[Problem]:
    """``problems`` of the entry ``path``; only where it should be, where its keys are those of another section."""
    section, _, rest = path.partition("/")
    own = keys_of(model)
    foreign = [key for key in structure.value if key not in own]
    unmeant = {key for key in foreign if not key_meant(key, own)}
    for other, right in SECTIONS.items():
        theirs = keys_of(right)
        meant = {key: key if key in theirs else key_meant(key, theirs) if key in unmeant else "" for key in foreign}
        is_other = len(list(filter(None, meant.values()))) >= _FEWEST
        if section in SECTIONS and other != section and is_other and (other != "bimtek" or "start" in meant.values()):
            place = min(structure.keys[(key,)] for key in foreign if meant[key])
            yield Problem(path, *place, "", f"ini {_NAMES[other]}; pindahkan ke {other}/{rest}")
            return
    yield from problems
