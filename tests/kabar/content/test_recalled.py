"""Documents that come when somebody looks at them, and go again when there are many."""

import pickle

import pytest
from pydantic import BaseModel

from kabar.content.models import lazy_document as module
from kabar.content.models.lazy_document import Recalled, let_go, recalled


class Story(Recalled, BaseModel):
    """A made-up document."""

    path: str
    title: str
    tags: tuple[str, ...] = ()


class Shelf:
    """Gives stories, and counts how often each was asked for."""

    def __init__(self):
        self.asked: list[str] = []

    def story(self, path: str, tags: tuple[str, ...] = ()) -> Story:
        def source() -> Story:
            self.asked.append(path)
            return Story(path=path, title=f"Judul {path}", tags=("seperti tertulis",))

        return recalled(Story, {"path": path, "tags": tags}, source)


@pytest.fixture
def shelf(monkeypatch) -> Shelf:
    monkeypatch.setattr(module, "_whole", type(module._whole)())
    return Shelf()


def test_what_is_light_answers_without_the_whole(shelf):
    assert shelf.story("a", ("ikm",)).tags == ("ikm",)
    assert shelf.asked == []


def test_the_whole_comes_once_and_keeps_what_was_held_before(shelf):
    one = shelf.story("a", ("ikm",))
    assert (one.title, one.title, one.tags) == ("Judul a", "Judul a", ("ikm",))
    assert shelf.asked == ["a"]


def test_of_many_the_first_go_again_and_come_back_as_they_were(shelf, monkeypatch):
    monkeypatch.setattr(module, "_MOST", 2)
    stories = [shelf.story(name, ("ikm",)) for name in "abcd"]
    assert [one.title for one in stories] == [f"Judul {name}" for name in "abcd"]
    assert [("title" in one.__dict__) for one in stories] == [False, False, True, True]
    assert (stories[0].title, stories[0].tags) == ("Judul a", ("ikm",))
    assert shelf.asked == ["a", "b", "c", "d", "a"]


def test_what_was_read_whole_may_be_let_go_and_comes_back(shelf):
    one = Story(path="a", title="Judul a", tags=("ikm",))
    let_go(one, ("path", "tags"), lambda: Story(path="a", title="Judul a", tags=("lain",)))
    assert "title" not in one.__dict__
    assert one == Story(path="a", title="Judul a", tags=("ikm",))


def test_a_copy_of_one_that_went_is_whole(shelf):
    assert pickle.loads(pickle.dumps(shelf.story("a"))).title == "Judul a"


def test_where_it_cannot_be_fetched_that_is_told_each_time(shelf):
    def source() -> Story:
        raise OSError("berubah")

    one = recalled(Story, {"path": "a"}, source)
    for _ in range(2):
        with pytest.raises(OSError, match="berubah"):
            _ = one.title


class Listed(Story):
    """A made-up document of which lists show the title."""

    LASTING = ("title",)


def test_what_lists_show_stays_when_the_rest_goes():
    one = Listed(path="a", title="Judul a", tags=("ikm",))
    let_go(one, ("path",), lambda: Listed(path="a", title="Judul lain", tags=("lain",)))
    assert one.__dict__.keys() >= {"path", "title"}
    assert (one.tags, one.title) == (("lain",), "Judul a")


def test_of_very_many_no_more_stays_than_was_asked_for(monkeypatch):
    monkeypatch.setattr(module, "_lasting", iter(range(5)))
    monkeypatch.setattr(module, "_MOST_LASTING", 1)
    stories = [Listed(path=name, title="Judul", tags=("ikm",)) for name in "ab"]
    for one in stories:
        let_go(one, ("path",), one.model_copy)
    assert ["title" in one.__dict__ for one in stories] == [True, False]
