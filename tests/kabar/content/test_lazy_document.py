"""Lazy documents: loaded on first access, evicted when there are many."""

import pickle

import pytest

from kabar.content.models import lazy_document as module
from kabar.content.models.lazy_document import LazyDocument, evict, lazy_document


class Story(LazyDocument):
    """A made-up document."""

    title: str
    tags: tuple[str, ...] = ()


class Store:
    """Gives stories, and records which were loaded."""

    def __init__(self):
        self.asked: list[str] = []

    def story(self, path: str, tags: tuple[str, ...] = ()) -> Story:
        def source() -> Story:
            self.asked.append(path)
            return Story(**{"@path": path}, title=f"Judul {path}", tags=("seperti tertulis",))

        return lazy_document(Story, {"path": path, "tags": tags}, source)


@pytest.fixture
def store(monkeypatch) -> Store:
    monkeypatch.setattr(module, "_loaded", type(module._loaded)())
    return Store()


def test_light_fields_do_not_load_the_document(store):
    assert store.story("a", ("ikm",)).tags == ("ikm",)
    assert store.asked == []


def test_a_document_is_loaded_once_and_keeps_its_light_fields(store):
    one = store.story("a", ("ikm",))
    assert (one.title, one.title, one.tags) == ("Judul a", "Judul a", ("ikm",))
    assert store.asked == ["a"]


def test_the_least_recently_loaded_are_evicted_and_load_again(store, monkeypatch):
    monkeypatch.setattr(module, "_MOST_LOADED", 2)
    stories = [store.story(name, ("ikm",)) for name in "abcd"]
    assert [one.title for one in stories] == [f"Judul {name}" for name in "abcd"]
    assert [("title" in one.__dict__) for one in stories] == [False, False, True, True]
    assert (stories[0].title, stories[0].tags) == ("Judul a", ("ikm",))
    assert store.asked == ["a", "b", "c", "d", "a"]


def test_a_plain_document_can_be_evicted_and_loads_again(store):
    one = Story(**{"@path": "a"}, title="Judul a", tags=("ikm",))
    evict(one, ("path", "tags"), lambda: Story(**{"@path": "a"}, title="Judul a", tags=("lain",)))
    assert "title" not in one.__dict__
    assert one == Story(**{"@path": "a"}, title="Judul a", tags=("ikm",))


def test_a_copy_of_a_lazy_document_is_loaded(store):
    assert pickle.loads(pickle.dumps(store.story("a"))).title == "Judul a"


def test_a_source_that_fails_raises_each_time(store):
    def source() -> Story:
        raise OSError("berubah")

    one = lazy_document(Story, {"path": "a"}, source)
    for _ in range(2):
        with pytest.raises(OSError, match="berubah"):
            _ = one.title


class Listed(Story):
    """A made-up document with a pinned title."""

    PINNED = ("title",)


def test_pinned_fields_survive_eviction():
    one = Listed(**{"@path": "a"}, title="Judul a", tags=("ikm",))
    evict(one, ("path",), lambda: Listed(**{"@path": "a"}, title="Judul lain", tags=("lain",)))
    assert one.__dict__.keys() >= {"path", "title"}
    assert (one.tags, one.title) == (("lain",), "Judul a")


def test_no_more_documents_are_pinned_than_allowed(monkeypatch):
    monkeypatch.setattr(module, "_pinned", iter(range(5)))
    monkeypatch.setattr(module, "_MOST_PINNED", 1)
    stories = [Listed(**{"@path": name}, title="Judul", tags=("ikm",)) for name in "ab"]
    for one in stories:
        evict(one, ("path",), one.model_copy)
    assert ["title" in one.__dict__ for one in stories] == [True, False]
