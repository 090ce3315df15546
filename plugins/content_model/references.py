"""Check what one file says of another: topics, people, organisations, figures, originals."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from plugins.content_model.article import DEFAULT_EDITOR, Article
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.export import Export
from plugins.content_model.figure import Figure
from plugins.content_model.folders import Files
from plugins.content_model.nearest import did_you_mean
from plugins.content_model.organisation import Organisation
from plugins.content_model.person import Person
from plugins.content_model.problems import WARNING, Problem
from plugins.content_model.reading import Reading
from plugins.content_model.uses import SOURCE, references_in
from plugins.content_model.vocabulary import Vocabulary


def check_references(
    reading: Reading, files: Files, vocabulary: Vocabulary, trusted: Collection[str] = ()
) -> Iterator[Problem]:
    """A problem for each reference to nothing. A broken file still counts as being there; ``trusted`` need no look."""
    ids = _ids(files, ("orang", "lembaga", "angka", "sumber"))
    yield from _check_names_of_profiles(ids)
    yield from _check_second_translations(reading)
    yield from _check_front(reading, vocabulary)
    for document in reading.but(trusted):
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


def _ids(files: Files, folders: Sequence[str]) -> dict[str, dict[str, str]]:
    ids: dict[str, dict[str, str]] = {folder: {} for folder in folders}
    for path in files.lasting:
        folder, _, rest = path.partition("/")
        if folder in ids:
            ids[folder][rest.rpartition("/")[2].rpartition(".")[0]] = path
    return ids


def _check_names_of_profiles(ids: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    for twice in sorted(ids["orang"].keys() & ids["lembaga"].keys()):
        yield Problem(
            ids["orang"][twice], 1, 1, "", f"id '{twice}' sudah dipakai {ids['lembaga'][twice]}; ganti nama salah satu"
        )
    if DEFAULT_EDITOR not in ids["orang"] and DEFAULT_EDITOR not in ids["lembaga"]:
        yield Problem(
            f"lembaga/{DEFAULT_EDITOR}.md", 1, 1, "",
            "berkas ini belum ada; tulisan tanpa penulis atau penyunting memakainya. Isi: name: Redaksi …",
        )  # fmt: skip


def _check_tags(reading: Reading, document, vocabulary: Vocabulary) -> Iterator[Problem]:
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
                yield reading.problem(document, at, f"'{tag}' salah tulis; tulis: {label}", severity=WARNING)


def _check_front(reading: Reading, vocabulary: Vocabulary) -> Iterator[Problem]:
    front = reading.portal.front if reading.portal else None
    for key in sorted(front.model_fields_set & {"topic", "explainers"}) if front else ():
        name = getattr(front, key)
        if name and vocabulary.find(name) is None:
            yield reading.problem(
                reading.portal, ("front", key), f"topik '{name[:80]}' tidak ada{vocabulary.hint(name)}"
            )


def _check_article(reading: Reading, article: Article, ids) -> Iterator[Problem]:
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


def _check_second_translations(reading: Reading) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for article in reading.translations():
        other = first.setdefault((article.translation_of, article.lang), article.path)
        if other != article.path:
            message = f"{other} sudah terjemahan bahasa ini dari tulisan yang sama; hapus salah satu"
            yield reading.problem(article, ("translation_of",), message)


def _check_bimtek(reading: Reading, bimtek: Bimtek, ids) -> Iterator[Problem]:
    for number, organiser in enumerate(bimtek.organisers or ()):
        if organiser.id:
            yield from _check_id(reading, bimtek, ("organisers", number), organiser.id, ids, "lembaga")
    for number, instructor in enumerate(bimtek.instructors or ()):
        if instructor.id:
            yield from _check_id(reading, bimtek, ("instructors", number), instructor.id, ids, "orang")
    for number, office in enumerate(bimtek.registration.through if bimtek.registration else ()):
        yield from _check_id(reading, bimtek, ("registration", "through", number), office, ids, "lembaga")


def _check_id(reading: Reading, document, at: tuple, given: str, ids, *folders: str) -> Iterator[Problem]:
    if not any(given in ids[folder] for folder in folders):
        known = [name for folder in folders for name in ids[folder]]
        where = " atau ".join(f"{folder}/" for folder in folders)
        hint = did_you_mean(given, known) or f"; tambahkan berkasnya di {folders[0]}/"
        yield reading.problem(document, at, f"'{given}' tidak ada di {where}{hint}")
