"""The tree of topics and what it holds."""

from types import MappingProxyType

from kabar.content.models.article import News
from kabar.content.models.topic import Topic
from kabar.topics.tree import build_tree, group_by_topic

TOPICS = MappingProxyType({
    id: Topic(**{"@path": f"topik/{id}.md", "label": id.title(), "definition": "Karangan.", **more})
    for id, more in {
        "kerajinan": {},
        "kayu": {"broader": "kerajinan", "related": ["lama", "lebur", "batik", "ukiran"]},
        "ukiran": {"broader": "kayu"},
        "batik": {"broader": "kerajinan"},
        "lama": {"merged_into": "tua"},
        "tua": {"merged_into": "kayu"},
        "bubut": {"broader": "lama", "related": ["tua"]},
        "lebur": {"merged_into": "batik", "related": ["bubut"]},
    }.items()
})  # fmt: skip


def test_the_most_specific_topic_comes_first():
    tree = build_tree(TOPICS)

    assert tree.specific_first(["kerajinan", "batik", "ukiran", "kayu"]) == ("ukiran", "batik", "kayu", "kerajinan")
    assert tree.ancestors("ukiran") == ("kayu", "kerajinan")
    assert tree.roots == ("kerajinan",)
    assert tree.narrower["kerajinan"] == ("batik", "kayu")


def test_an_entry_stands_once_under_each_topic_and_its_ancestors():
    both = News.model_construct(path="berita/2019/a.md", tags=("ukiran", "kayu"))
    one = News.model_construct(path="berita/2019/b.md", tags=("batik",))

    groups = group_by_topic([both, one], build_tree(TOPICS))

    assert groups == {"kerajinan": [both, one], "kayu": [both], "ukiran": [both], "batik": [one], "bubut": []}


def test_what_is_said_of_a_merged_topic_holds_for_what_it_became():
    tree = build_tree(TOPICS)

    assert tree.ancestors("bubut") == ("kayu", "kerajinan")
    assert tree.narrower["kayu"] == ("bubut", "ukiran")
    # Neither with itself nor with what stands above or below.
    assert tree.related == {"kayu": ("batik",), "batik": ("bubut", "kayu"), "bubut": ("batik",)}
