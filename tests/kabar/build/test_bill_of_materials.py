"""The software bill of materials says what the lock says, in the same bytes every time."""

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from kabar.build.bill_of_materials import FILE, bill_of, keep_bill, packages_of
from kabar.failure import BuildFailed
from tests.kabar.build.project import files_of

ROOT = Path(__file__).parents[3]
LOCK, DIRECT = ((ROOT / name).read_bytes() for name in ("requirements.txt", "requirements.in"))
A, B, C = ("a" * 64, "b" * 64, "c" * 64)
SMALL = f"""\
# ditulis untuk pengujian
satu-paket==1.0.post1 \\
    --hash=sha256:{A} \\
    --hash=sha256:{B}
dua.paket[tambahan]==2024.1 ; sys_platform == 'win32' and python_full_version < '3.13' \\
    --hash=sha256:{C}
"""


@pytest.fixture(scope="module")
def bill() -> dict:
    return json.loads(bill_of(LOCK, DIRECT))


def test_the_bill_of_our_own_lock_is_what_the_standard_asks_for():
    errors = JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill_of(LOCK, DIRECT).decode())

    assert errors is None, errors


def test_every_package_of_the_lock_stands_there_with_version_address_and_hashes(bill):
    text = LOCK.decode()
    locked = re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)

    assert [(one["name"], one["version"]) for one in bill["components"]] == sorted(locked) and len(locked) > 30
    assert all(
        one["purl"] == one["bom-ref"] == f"pkg:pypi/{one['name']}@{one['version']}" for one in bill["components"]
    )
    hashes = [digest["content"] for one in bill["components"] for digest in one["hashes"]]
    assert sorted(hashes) == sorted(re.findall(r"sha256:(\w+)", text))
    assert {digest["alg"] for one in bill["components"] for digest in one["hashes"]} == {"SHA-256"}


def test_it_says_what_the_portal_asks_for_and_nothing_of_what_others_do(bill):
    (portal,) = bill["dependencies"]
    asked = re.findall(r"^([\w-]+)", DIRECT.decode(), re.MULTILINE)

    assert portal["ref"] == bill["metadata"]["component"]["bom-ref"] == "kabar-ikm"
    assert {one.removeprefix("pkg:pypi/").partition("@")[0] for one in portal["dependsOn"]} == set(asked)


def test_the_same_lock_gives_the_same_bytes_and_another_one_another_serial_number(bill):
    assert bill_of(LOCK, DIRECT) == bill_of(LOCK, DIRECT)
    assert "timestamp" not in bill["metadata"]
    other = json.loads(bill_of(LOCK.replace(b"rich==", b"rich==1"), DIRECT))
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", bill["serialNumber"])
    assert other["serialNumber"] != bill["serialNumber"]


def test_what_only_some_systems_install_is_optional():
    satu, dua = packages_of(SMALL)
    scopes = {one["name"]: one["scope"] for one in json.loads(bill_of(SMALL.encode(), b""))["components"]}

    assert satu == ("satu-paket", "1.0.post1", "", (A, B))
    assert dua == ("dua.paket", "2024.1", "sys_platform == 'win32' and python_full_version < '3.13'", (C,))
    assert scopes == {"satu-paket": "required", "dua.paket": "optional"}


@pytest.mark.parametrize(
    "line", ["paket", "paket>=1", "-r lain.txt", "paket @ https://uji.example/a.whl", "paket==1 --hash=md5:1"]
)
def test_a_lock_of_another_form_is_told(line):
    with pytest.raises(
        BuildFailed, match=re.escape(f"requirements.txt: '{line}' bukan paket dengan versi pasti; tulis")
    ):
        list(packages_of(f"{SMALL}{line}\n"))


def test_a_bill_that_is_right_is_left_alone_and_a_damaged_one_is_written_anew(tmp_path, monkeypatch):
    (tmp_path / "requirements.txt").write_text(SMALL)
    file = tmp_path / ".cache" / FILE
    keep_bill(tmp_path, tmp_path / ".cache")
    before, data = file.stat(), file.read_bytes()

    monkeypatch.setattr("kabar.build.bill_of_materials.bill_of", lambda *_: pytest.fail("it was made again"))
    keep_bill(tmp_path, tmp_path / ".cache")
    assert file.stat() == before
    monkeypatch.undo()

    for spoil in (lambda: file.write_bytes(data[:-9]), file.unlink, file.with_name(f"{FILE}.sum").unlink):
        spoil()
        keep_bill(tmp_path, tmp_path / ".cache")
        assert file.read_bytes() == data
    (tmp_path / "requirements.in").write_text("satu_paket\n")
    keep_bill(tmp_path, tmp_path / ".cache")
    assert json.loads(file.read_bytes())["dependencies"][0]["dependsOn"] == ["pkg:pypi/satu-paket@1.0.post1"]
    assert sorted(path.name for path in file.parent.iterdir()) == [FILE, f"{FILE}.sum"]


@pytest.mark.build
def test_it_is_made_for_what_is_published_alone_and_is_no_part_of_it(project):
    project.write("requirements.txt", SMALL)

    assert project.build().returncode == 0
    assert not (project.folder / ".cache" / FILE).exists()
    results = [project.run("build", "--publish"), project.run("build", "--publish")]

    assert [(one.returncode, one.stderr) for one in results] == [(0, "")] * 2
    assert "satu-paket" in (project.folder / ".cache" / FILE).read_text()
    assert not list(project.output.rglob("*.cdx.json*"))


@pytest.mark.build
def test_where_it_cannot_be_written_nothing_is_built(project):
    before = project.has_output()
    project.write("requirements.txt", SMALL)
    project.write(".cache", "di jalan")

    result = project.run("build", "--publish")

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("Berkas tidak dapat dibaca atau ditulis: ")
    assert files_of(project.output) == before
