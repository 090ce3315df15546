"""What is read is what was written, or nothing."""

import pytest

from plugins.content_model.checksummed import read_checksummed, write_checksummed

DATA = bytes(range(256)) * 3


def test_what_was_written_is_read(tmp_path):
    for data in (b"", DATA):
        write_checksummed(tmp_path / "folder/simpan.json", data)

        assert read_checksummed(tmp_path / "folder/simpan.json") == data
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["simpan.json"]


def test_no_damage_is_read(tmp_path):
    file = tmp_path / "simpan"
    write_checksummed(file, DATA)
    whole = file.read_bytes()

    for at in range(0, len(whole), 7):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert read_checksummed(file) is None
        file.write_bytes(whole[:at])
        assert read_checksummed(file) is None
    file.write_bytes(whole + b"x")
    assert read_checksummed(file) is None


def test_a_file_in_the_place_of_another_is_none_of_it(tmp_path):
    write_checksummed(tmp_path / "satu", DATA)
    (tmp_path / "satu").rename(tmp_path / "dua")

    assert read_checksummed(tmp_path / "dua") is None
    assert read_checksummed(tmp_path / "satu") is None


def test_where_there_is_no_room_it_is_told(tmp_path):
    (tmp_path / "berkas").touch()

    with pytest.raises(OSError, match="berkas"):
        write_checksummed(tmp_path / "berkas/simpan", b"x")
