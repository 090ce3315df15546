"""The targets of the Makefile on topics: what they run, and that values arrive as they were typed."""

import pytest

from tests.site.test_commands import NASTY, Shop

TARGETS = {
    "topik": ("list", ["CONTENT", "BUILD_DATE"]),
    "topik-baru": ("new", ["CONTENT", "NAMA", "DEFINISI"]),
    "topik-ubah": ("rename", ["CONTENT", "LAMA", "BARU", "TERAPKAN"]),
    "topik-gabung": ("merge", ["CONTENT", "DARI", "KE", "TERAPKAN"]),
    "topik-saran": ("suggest", ["CONTENT", "BERKAS"]),
}


@pytest.mark.parametrize("target", TARGETS)
def test_values_arrive_as_they_were_typed(tmp_path, target):
    shop = Shop(tmp_path / "bengkel")
    module, names = TARGETS[target]

    for value in NASTY:
        shop.make(target, *(f"{name}={value}" for name in names))

    asked = shop.asked()
    assert [arguments for arguments, _ in asked] == [["-m", f"kabar.editing.topics.topic_{module}"]] * len(NASTY)
    assert [[environment[name] for name in names] for _, environment in asked] == [
        [value] * len(names) for value in NASTY
    ]
    assert not (shop.folder / "pecah").exists()
