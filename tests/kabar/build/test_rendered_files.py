"""What is known of drawn files is kept on the disk, whole and in order."""

import pytest

from kabar.build.render.fingerprints import MadeFrom
from kabar.build.render.rendered_files import RenderedFiles, record_of
from kabar.build.verify.html_links import Links

LINKS = Links(("/a/", "https://uji.example/?q=é&x"), frozenset({"isi", "k-1"}))
MADE_FROM = MadeFrom("kerangka=1;tulisan=2", "berita/2019/a.md\nlist:topic:ikm")


def test_what_is_added_comes_back_in_its_order_also_after_it_was_asked_for(tmp_path):
    drawn = RenderedFiles(tmp_path)
    drawn.add("b", record_of(LINKS, MADE_FROM))
    drawn.add("a", record_of(None))
    assert drawn["b"] == LINKS
    drawn.add("c", record_of(Links((), frozenset())))

    assert dict(drawn) == {"b": LINKS, "a": None, "c": Links((), frozenset())}
    assert list(drawn) == ["b", "a", "c"]
    assert [drawn.record(name)[1] for name in drawn] == [MADE_FROM, None, None]


def test_a_file_of_which_nothing_is_known_is_not_there(tmp_path):
    drawn = RenderedFiles(tmp_path)

    assert "a" not in drawn and len(drawn) == 0
    with pytest.raises(KeyError):
        drawn["a"]


def test_nothing_of_it_can_be_seen_in_the_folder(tmp_path):
    RenderedFiles(tmp_path).add("a", record_of(LINKS))

    assert not list(tmp_path.iterdir())
