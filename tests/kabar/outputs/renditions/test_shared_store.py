"""What one machine made, no other makes again; what is damaged in the store between them is made again."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kabar.failure import BuildFailed
from kabar.outputs.renditions.made_files import FileStore, MadeFile
from kabar.outputs.renditions.making import Making
from kabar.outputs.renditions.shared_store import SharedStore
from kabar.worker_pool import InlineExecutor

ROOT = Path(__file__).parents[4]
SERVER = ROOT / ".cache/s3/bin/moto_server"


def repeat(data: bytes, numbers: list[int]) -> list[bytes]:
    return [data * number for number in numbers]


FILES = [MadeFile(("a", number), repeat, b"abc".upper, number) for number in range(1, 6)]


class Machine:
    """A machine with a store of its own; ``made`` are the settings of what it made."""

    def __init__(self, folder: Path, address: str):
        self.reported: list[str] = []
        self.shared = SharedStore(address, self.reported.append)
        self.store = FileStore(folder, self.shared)
        self.made: list[int] = []

    def make(self, count=lambda done, of: None) -> list[bytes]:
        """Make all of FILES; the bytes that the store then has."""
        making = Making()
        making.add(self.store, [MadeFile(file.inputs, self._noting, file.source, file.setting) for file in FILES])
        making.make(InlineExecutor(), 1, count)
        made, self.made = self.made, []
        data = [self.store.bytes_of(MadeFile(file.inputs, self._noting, file.source, file.setting)) for file in FILES]
        assert self.made == []
        self.made = made
        return data

    def _noting(self, data: bytes, numbers: list[int]) -> list[bytes]:
        self.made += numbers
        return repeat(data, numbers)


RIGHT = repeat(b"ABC", [1, 2, 3, 4, 5])


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "bersama").mkdir()
    return tmp_path / "bersama"


def objects(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_one_machine_made_no_other_makes(tmp_path, folder):
    one, other = Machine(tmp_path / "satu", str(folder)), Machine(tmp_path / "dua", str(folder))

    assert (one.make(), one.made) == (RIGHT, [1, 2, 3, 4, 5])
    assert (other.make(), other.made) == (RIGHT, [])
    assert other.shared.read_count == 5 and one.shared.written_count == 5
    assert len(objects(folder)) == 5


@pytest.mark.parametrize("damage", [
    lambda one, _: one.write_bytes(one.read_bytes()[:-1]),
    lambda one, _: one.write_bytes(b""),
    lambda one, _: one.unlink(),
    lambda one, other: one.write_bytes(other.read_bytes()),
])
def test_what_is_damaged_is_made_again_and_only_that(tmp_path, folder, damage):
    Machine(tmp_path / "satu", str(folder)).make()
    damage(*objects(folder)[:2])
    other, third = Machine(tmp_path / "dua", str(folder)), Machine(tmp_path / "tiga", str(folder))

    assert other.make() == RIGHT and len(other.made) == 1
    assert third.make() == RIGHT and third.made == []


def test_progress_counts_what_was_fetched(tmp_path, folder):
    Machine(tmp_path / "satu", str(folder)).make()
    objects(folder)[0].unlink()
    seen = []

    Machine(tmp_path / "dua", str(folder)).make(lambda *count: seen.append(count))

    assert seen == [(1, 1)]


def test_a_store_that_fails_is_reported_once_and_gone_without(tmp_path, folder):
    machine = Machine(tmp_path / "satu", str(folder))
    folder.rmdir()
    folder.write_text("kini berkas")

    assert (machine.make(), machine.made) == (RIGHT, [1, 2, 3, 4, 5])
    (line,) = machine.reported
    assert "build berjalan tanpa itu" in line


@pytest.mark.parametrize(("address", "message"), [
    ("tidak-ada", "folder 'tidak-ada' tidak ada"), ("ftp://a/b", "tidak dikenal"), ("s3://", "tidak dapat dipakai"),
])
def test_an_address_that_is_no_store_stops_with_one_line(tmp_path, monkeypatch, address, message):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BuildFailed, match=message) as refused:
        SharedStore(address, print)
    assert len(refused.value.lines) == 1 and "\n" not in refused.value.lines[0]


@pytest.fixture(scope="module")
def bucket():
    """The address of a bucket on a server of S3 on this machine (moto)."""
    if not SERVER.is_file():
        pytest.fail(f"{SERVER}: make .cache/s3/.made")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environ = {"AWS_ACCESS_KEY_ID": "karangan", "AWS_SECRET_ACCESS_KEY": "karangan", "AWS_REGION": "us-east-1"}
    environ |= {"AWS_ENDPOINT": f"http://127.0.0.1:{port}", "AWS_ALLOW_HTTP": "true"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [SERVER, "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, **quiet) as server, pytest.MonkeyPatch.context() as patch:
        for name, value in environ.items():
            patch.setenv(name, value)
        try:
            wait_for_port(port)
            client = (
                "import boto3, os\n"
                "boto3.client('s3', endpoint_url=os.environ['AWS_ENDPOINT']).create_bucket(Bucket='kabar')"
            )
            subprocess.run([SERVER.with_name("python"), "-c", client], check=True, env={**os.environ})
            yield "s3://kabar/gambar"
        finally:
            server.terminate()


def wait_for_port(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)


@pytest.mark.long
def test_a_bucket_is_a_store_whose_damaged_objects_are_made_again(tmp_path, bucket):
    from obstore.store import from_url

    one, other = Machine(tmp_path / "satu", bucket), Machine(tmp_path / "dua", bucket)
    assert (one.make(), one.made) == (RIGHT, [1, 2, 3, 4, 5])
    assert (other.make(), other.made) == (RIGHT, [])

    store = from_url(bucket)
    names = [item["path"] for batch in store.list() for item in batch]
    assert len(names) == 5 and all(name.startswith(f"{sys.platform}-") for name in names)
    store.put(names[0], b"rusak")
    third = Machine(tmp_path / "tiga", bucket)
    assert third.make() == RIGHT and len(third.made) == 1
    assert one.reported == other.reported == third.reported == []


@pytest.mark.long
def test_a_bucket_that_is_not_there_stops_with_one_line(bucket):
    with pytest.raises(BuildFailed, match="tidak dapat dibaca"):
        SharedStore("s3://tidak-ada-di-sini/gambar", print)
