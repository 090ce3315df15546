"""What is kept stands in an output too, also where the two cannot share a file."""

import errno
import os

from kabar.build.output.precompression import link_or_copy


def test_what_is_kept_and_what_is_shown_are_one_file(tmp_path):
    (tmp_path / "simpanan").write_text("isi")

    link_or_copy(tmp_path / "simpanan", tmp_path / "hasil")

    assert (tmp_path / "hasil").samefile(tmp_path / "simpanan")


def test_an_output_on_another_disk_gets_a_copy(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "simpanan").write_text("isi")

    link_or_copy(tmp_path / "simpanan", tmp_path / "hasil")

    assert (tmp_path / "hasil").read_text() == "isi"
