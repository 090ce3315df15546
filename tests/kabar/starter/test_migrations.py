"""Content of an older version becomes that of this one; the renamed keys are made up."""

import pytest

from kabar.editing.files.file_changes import Refused
from kabar.starter.migrations import MIGRATIONS, migrate_content, rename_key
from kabar.version import VERSION, version_key
from tests.kabar.build.project import files_of
from tests.portals import PORTAL, write_content

FILES = {
    "portal.yaml": f"# Catatan\n{PORTAL}generator: 0.9.0  # dulu\n",
    "lembaga/a.md": "---\r\nname: A\r\njenis: media\r\n  # jenis: lain\r\n---\r\njenis: tetap\r\n---\r\n",
    "lembaga/tanpa.md": "jenis: bukan kunci\n",
    "angka/b.yaml": "nilai: 1\njenisnya: x\nn:\n  nilai: 2\n",
    "gambar/c.svg": "<svg/>",
}
MADE_UP = {
    "1.2.0": rename_key("lembaga", "sifat", "kind"),
    "1.1.0": rename_key("lembaga", "jenis", "sifat"),
    "0.9.0": rename_key("lembaga", "name", "lama"),
    "1.3.0": rename_key("angka", "nilai", "value"),
}


def test_a_renamed_key_is_renamed_in_front_matter_alone(tmp_path):
    root = write_content(tmp_path, FILES)

    changed = migrate_content(root, MADE_UP, "1.2.0")

    after = files_of(root)
    assert changed == ["lembaga/a.md", "portal.yaml"]
    assert after["lembaga/a.md"].decode() == FILES["lembaga/a.md"].replace("\njenis: media", "\nkind: media")
    assert after["portal.yaml"].decode() == FILES["portal.yaml"].replace("generator: 0.9.0  # dulu", "generator: 1.2.0")
    assert {name: after[name].decode() for name in after if name not in changed} == {
        name: text for name, text in FILES.items() if name not in changed
    }


def test_a_second_time_nothing_changes(tmp_path):
    root = write_content(tmp_path, FILES)
    migrate_content(root, MADE_UP, "1.3.0")
    before = files_of(root)

    assert migrate_content(root, MADE_UP, "1.3.0") == []
    assert files_of(root) == before
    assert before["angka/b.yaml"] == b"value: 1\njenisnya: x\nn:\n  nilai: 2\n"


def test_a_portal_that_names_no_version_gets_every_migration(tmp_path):
    root = write_content(tmp_path, {"portal.yaml": PORTAL, "lembaga/a.md": "---\njenis: media\n---\n"})

    migrate_content(root, MADE_UP, "1.2.0")

    assert (root / "lembaga/a.md").read_text() == "---\nkind: media\n---\n"
    assert (root / "portal.yaml").read_text() == f"{PORTAL}generator: 1.2.0\n"


@pytest.mark.parametrize("portal", ["name: A\ngenerator: 2.0.0\n", None])
def test_what_cannot_be_migrated_stays_as_it_is(tmp_path, portal):
    files = {"lembaga/a.md": "---\njenis: media\n---\n"} | ({"portal.yaml": portal} if portal else {})
    root = write_content(tmp_path, files)
    before = files_of(root)

    with pytest.raises(Refused):
        migrate_content(root, MADE_UP, "1.2.0")

    assert files_of(root) == before


def test_our_migrations_have_versions_that_are_not_in_the_future():
    assert all(() < version_key(version) <= version_key(VERSION) for version in MIGRATIONS)
