"""The last output, looked at while the content is read."""

import pytest

from plugins.press.early_look import early_look
from plugins.press.last_tree import keep_tree, look_at


@pytest.fixture
def kept(tmp_path):
    output, file = tmp_path / "output", tmp_path / "pohon"
    output.mkdir()
    (output / "index.html").write_text("Karangan")
    (output / "index.html").chmod(0o644)
    keep_tree(file, look_at(output, tmp_path / "tidak-ada", "dunia", {}, {}))
    return file, output


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_output_as_it_was_left_is_told(kept, jobs):
    with early_look(*kept, jobs) as is_as_left:
        assert is_as_left()
        assert is_as_left()


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_in_which_a_file_changed_is_told(kept, jobs):
    (kept[1] / "index.html").write_text("Karangan lain")

    with early_look(*kept, jobs) as is_as_left:
        assert not is_as_left()


@pytest.mark.parametrize("jobs", [1, 2])
def test_where_nothing_was_kept_it_is_not_the_same(kept, jobs):
    kept[0].unlink()

    with early_look(*kept, jobs) as is_as_left:
        assert not is_as_left()


def test_nothing_runs_on_where_nobody_asked(kept):
    with pytest.raises(ValueError, match="isi keliru"), early_look(*kept, 2):
        raise ValueError("isi keliru")
