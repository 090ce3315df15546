"""Check the references between files: topics, people, organisations, figures, originals of translations."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from kabar.content.models.article import DEFAULT_EDITOR, Article, Export
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.figure import Figure
from kabar.content.models.model import Document, FieldPath
from kabar.content.models.organisation import Organisation
from kabar.content.models.person import Person
from kabar.content.models.vocabulary import Vocabulary
from kabar.content.parsing.fields import ID_PATTERN
from kabar.content.parsing.problems import WARNING, Problem
from kabar.content.parsing.yaml_structure import plain_or_quoted, safe_plain, within_brackets
from kabar.content.reading.folders import Files
from kabar.content.reading.reading import Reading
from kabar.content.reading.typed import written_at
from kabar.content.reading.uses import SOURCE, references_in
from kabar.text.folding import fold_label
from kabar.text.suggestions import did_you_mean


def check_names(
    reading: Reading, ids: "Ids", vocabulary: Vocabulary, withheld: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield a problem for each name that two documents claim, and for unknown topics of the front page.

    If one of the two is ``withheld`` by its own file, the problem is reported there.
    """
    yield from _check_names_of_profiles(ids, withheld)
    yield from _check_second_translations(reading, withheld)
    yield from _check_front(reading, vocabulary)


def check_references(
    reading: Reading, document: Document, ids: "Ids", vocabulary: Vocabulary
) -> Iterator[Problem]:
    """Yield a problem for each reference of ``document`` to nothing. A file with errors still counts as existing."""
    if isinstance(document, Article | Figure):
        yield from _check_tags(reading, document, vocabulary)
    if isinstance(document, Article):
        yield from _check_article(reading, document, ids)
    if isinstance(document, Bimtek):
        yield from _check_bimtek(reading, document, ids)
    if isinstance(document, Export):
        for number, figure in enumerate(document.figures or ()):
            yield from _check_id(reading, document, ("figures", number), figure, ids, "angka")
    if isinstance(document, Article | Figure):
        for at, kind, name in references_in(document):
            if kind == SOURCE:
                yield from _check_id(reading, document, at, name, ids, "sumber")
    if isinstance(document, Organisation) and document.parent:
        yield from _check_id(reading, document, ("parent",), document.parent, ids, "lembaga")
        if document.parent == document.id:
            yield reading.problem(document, ("parent",), "lembaga tidak boleh menjadi induknya sendiri; hapus")
    if isinstance(document, Person):
        for number, role in enumerate(document.roles or ()):
            if role.organisation:
                at = ("roles", number, "organisation")
                yield from _check_id(reading, document, at, role.organisation, ids, "lembaga")


class Ids(Mapping[str, Mapping[str, str]]):
    """The ids of each folder with the paths of their files, and a search of ids by name."""

    def __init__(self, reading: Reading, files: Files):
        self._reading = reading
        self._paths: dict[str, dict[str, str]] = {folder: {} for folder in ("orang", "lembaga", "angka", "sumber")}
        for path in files.lasting:
            folder, _, rest = path.partition("/")
            if folder in self._paths:
                self._paths[folder][rest.rpartition("/")[2].rpartition(".")[0]] = path

    def named(self, name: str, *folders: str) -> str:
        """The id in ``folders`` of the profile with this name, or with an id like it; empty where there is none."""
        folded = fold_label(name)
        for folder in folders:
            if id := self._by_name.get((folder, folded)) or next(
                (id for id in self._paths[folder] if fold_label(id) == folded), ""
            ):
                return id
        return ""

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for folder in ("orang", "lembaga"):
            for path in self._paths[folder].values():
                document = self._reading.documents.get(path)
                if isinstance(document, Organisation | Person):
                    for name in names_of_profile(document):
                        found.setdefault((folder, fold_label(name)), document.id)
        return found

    def __getitem__(self, folder: str) -> Mapping[str, str]:
        return self._paths[folder]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def names_of_profile(profile: Organisation | Person) -> list[str]:
    """The present, former and short names of ``profile``, which may be partial."""
    former = profile.former_names or () if isinstance(profile, Organisation) else ()
    short_name = profile.short_name if isinstance(profile, Organisation) else None
    return [name for name in (profile.name, short_name, *(one.name for one in former)) if name]


def _check_names_of_profiles(ids: Mapping[str, Mapping[str, str]], withheld: Collection[str]) -> Iterator[Problem]:
    for twice in sorted(ids["orang"].keys() & ids["lembaga"].keys()):
        first, second = sorted((ids["lembaga"][twice], ids["orang"][twice]), key=lambda path: (path in withheld, path))
        yield Problem(second, 1, 1, "", f"id '{twice}' sudah dipakai {first}; ganti nama salah satu")
    if DEFAULT_EDITOR not in ids["orang"] and DEFAULT_EDITOR not in ids["lembaga"]:
        yield Problem(
            f"lembaga/{DEFAULT_EDITOR}.md", 1, 1, "",
            "berkas ini belum ada; tulisan tanpa penulis atau penyunting memakainya. Isi: name: Redaksi …",
        )  # fmt: skip


def _check_tags(reading: Reading, document: Article | Figure, vocabulary: Vocabulary) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, tag in enumerate(document.tags or ()):
        at = ("tags", number)
        topic = vocabulary.find(tag)
        if topic is None:
            yield reading.problem(document, at, f"topik '{tag[:80]}' tidak ada{vocabulary.hint(tag)}")
        elif topic in first:
            other = document.tags[first[topic]]
            yield reading.problem(document, at, f"'{tag}' dan '{other}' adalah satu topik; hapus salah satu")
        else:
            first[topic] = number
            if label := vocabulary.meant(tag):
                right = written_at(at, plain_or_quoted(label), reading.structures[document.path])
                yield reading.problem(document, at, f"'{tag}' salah tulis; tulis: {right}", severity=WARNING)


def _check_front(reading: Reading, vocabulary: Vocabulary) -> Iterator[Problem]:
    portal = reading.portal
    if portal is None or not portal.front:
        return
    for key in sorted(portal.front.model_fields_set & {"topic", "explainers"}):
        name = getattr(portal.front, key)
        if name and vocabulary.find(name) is None:
            yield reading.problem(portal, ("front", key), f"topik '{name[:80]}' tidak ada{vocabulary.hint(name)}")


def _check_article(reading: Reading, article: Article, ids: Ids) -> Iterator[Problem]:
    for number, author in enumerate(article.authors or ()):
        yield from _check_id(reading, article, ("authors", number), author, ids, "orang", "lembaga")
    if article.editor:
        yield from _check_id(reading, article, ("editor",), article.editor, ids, "orang", "lembaga")
    if article.translation_of:
        original = reading.documents.get(article.translation_of)
        if not isinstance(original, Article):
            articles = [document.path for document in reading.of(Article)]
            hint = did_you_mean(article.translation_of, articles) or "; periksa namanya"
            yield reading.problem(article, ("translation_of",), f"berkas '{article.translation_of}' tidak ada{hint}")
        elif original.path == article.path or original.translation_of:
            yield reading.problem(article, ("translation_of",), "tunjuk tulisan aslinya, bukan terjemahan")
        elif original.lang == article.lang:
            yield reading.problem(
                article, ("translation_of",), f"bahasanya sama dengan {original.path}; betulkan 'lang' salah satu"
            )


def _check_second_translations(reading: Reading, withheld: Collection[str]) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for article in sorted(reading.translations(), key=lambda one: (one.path in withheld, one.path)):
        other = first.setdefault((article.translation_of or "", article.lang), article.path)
        if other != article.path:
            message = f"{other} sudah terjemahan bahasa ini dari tulisan yang sama; hapus salah satu"
            yield reading.problem(article, ("translation_of",), message)


def _check_bimtek(reading: Reading, bimtek: Bimtek, ids: Ids) -> Iterator[Problem]:
    for number, organiser in enumerate(bimtek.organisers or ()):
        at = ("organisers", number)
        if organiser.id:
            yield from _check_id(reading, bimtek, at, organiser.id, ids, "lembaga")
        elif id := ids.named(organiser.name or "", "lembaga"):
            written = safe_plain(id) if organiser.url is None else f"id: {safe_plain(id)}"
            right = written_at(at, written, reading.structures[bimtek.path])
            message = f"'{organiser.name}' punya halaman, lembaga/{id}.md; tulis: {right}"
            yield reading.problem(bimtek, at, message)
    for number, instructor in enumerate(bimtek.instructors or ()):
        if instructor.id:
            yield from _check_id(reading, bimtek, ("instructors", number), instructor.id, ids, "orang")
    for number, office in enumerate(bimtek.registration.through if bimtek.registration else ()):
        yield from _check_id(reading, bimtek, ("registration", "through", number), office, ids, "lembaga")


# Fields that accept a name in place of an id.
_WITH_NAMES = ("organisers", "instructors")


def _check_id(
    reading: Reading, document: Document, at: FieldPath, given: str, ids: Ids, *folders: str
) -> Iterator[Problem]:
    if any(given in ids[folder] for folder in folders):
        return
    where = " atau ".join(f"{folder}/" for folder in folders)
    is_name = not re.fullmatch(ID_PATTERN, given)
    right = ids.named(given, *folders)
    near = "" if right else did_you_mean(given, [name for folder in folders for name in ids[folder]])
    if not right and not near and is_name and at[0] in _WITH_NAMES:
        right = f"{{name: {within_brackets(given)}}}"
    elif right:
        right = safe_plain(right)
    if right:
        remedy = f"; tulis: {written_at(at, right, reading.structures[document.path])}"
    else:
        remedy = near or f"; tambahkan berkasnya di {folders[0]}/"
    yield reading.problem(document, at, f"'{given}' tidak ada di {where}{remedy}")


