"""docs/hosting/nginx.conf in a real nginx: the rules of ``_headers`` and ``_redirects`` hold there, too."""

import gzip
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import brotli
import pytest

from tests.hosting import headers_of, read_rules
from tests.site.building import ROOT

pytestmark = pytest.mark.build

CONF = ROOT / "docs/hosting/nginx.conf"
GUIDE = ROOT / "docs/hosting/nginx.md"
_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
# The main configuration of the container, which needs no root.
MAIN = ROOT / "docs/hosting/nginx-wadah.conf"


class Nginx:
    """A running nginx: its answers to requests on one connection."""

    def __init__(self, port: int):
        self._connection = HTTPConnection("127.0.0.1", port, timeout=10)

    def get(self, address: str, encoding: str = "") -> tuple[HTTPResponse, bytes]:
        self._connection.request("GET", address, headers={"Accept-Encoding": encoding} if encoding else {})
        answer = self._connection.getresponse()
        return answer, answer.read()


@pytest.fixture(scope="module")
def nginx(own, tmp_path_factory) -> Iterator[Nginx]:
    folder, port = tmp_path_factory.mktemp("nginx"), _free_port()
    (folder / "alihan.map").write_text(_redirects_as_the_guide_makes_them(own))
    conf = CONF.read_text()
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "    listen [::]:80;\n": "",
        "/srv/portal/situs;": f"{own};",
        "/srv/portal/alihan.map;": f"{folder}/alihan.map;",
        "/etc/nginx/mime.types;": f"{_etc() / 'mime.types'};",
    }.items():
        assert conf.count(old) == 1, old
        conf = conf.replace(old, new)
    if not _BROTLI.exists():
        conf = conf.replace("    brotli_static on;\n", "")
    (folder / "portal.conf").write_text(conf)
    main = MAIN.read_text().replace("/tmp/", f"{folder}/").replace("/etc/nginx/conf.d/", f"{folder}/")
    main = main.replace("/etc/nginx/modules-enabled/", f"{_etc()}/modules-enabled/")
    (folder / "nginx.conf").write_text(f"master_process off;\n{main}")
    started = subprocess.Popen([_program(), "-c", str(folder / "nginx.conf")])
    try:
        _wait_for(port, started)
        yield Nginx(port)
    finally:
        started.terminate()
        started.wait(timeout=10)


def _program() -> str:
    # Debian keeps it where only root's PATH leads.
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    assert found, "no nginx: sh tests/install_tools.sh"
    return found


def _etc() -> Path:
    told = subprocess.run([_program(), "-V"], capture_output=True, text=True, check=True).stderr
    return Path(re.search(r"--conf-path=(\S+)", told)[1]).parent


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait_for(port: int, started: subprocess.Popen) -> None:
    for _ in range(200):
        assert started.poll() is None, "nginx ended"
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")


def _redirects_as_the_guide_makes_them(output: Path) -> str:
    """What the command of the guide makes of ``_redirects``."""
    (command,) = re.findall(r"^(sed .*)_redirects > .*alihan\.map$", GUIDE.read_text(), re.MULTILINE)
    return subprocess.run(["sh", "-c", f"{command}_redirects"], cwd=output, capture_output=True, text=True,
        check=True).stdout


def addresses_in(output: Path) -> dict[str, Path]:
    """The address of each file that readers get, as they ask for it: pages at old addresses are never reached."""
    found = {}
    old = [line.split()[0] for line in (output / "_redirects").read_text().splitlines()]
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        if path.is_file() and path.suffix not in (".br",
            ".gz") and not name.startswith((".", "_")) and name != "404.html":
            found["/" + name.removesuffix("index.html")] = path
    return {address: path for address, path in found.items() if address not in old}


def test_every_file_comes_whole_with_the_headers_that_other_hosts_send(nginx, own):
    rules = read_rules((own / "_headers").read_text())
    files = addresses_in(own)
    names = {name for _, headers in rules for name in headers} - {"Content-Type"}

    assert len(files) > 60
    for address, path in files.items():
        answer, data = nginx.get(address)
        wanted = headers_of(rules, address)

        assert (answer.status, data) == (200, path.read_bytes()), address
        assert {name: answer.getheader(name) for name in names} == {name: wanted.get(name) for name in names}, address
        assert wanted.get("Content-Type") in (None, answer.getheader("Content-Type")), address


@pytest.mark.parametrize(("encoding", "ending", "unpack"),
    [("br", "br", brotli.decompress), ("gzip", "gz", gzip.decompress)])
def test_compressed_copies_are_sent_to_those_who_can_read_them(nginx, own, encoding, ending, unpack):
    if encoding == "br" and not _BROTLI.exists():
        pytest.skip("this nginx has no brotli module")  # Homebrew's
    copied = {address: path for address,
        path in addresses_in(own).items() if path.with_name(f"{path.name}.{ending}").exists()}

    assert len(copied) > 20
    for address, path in copied.items():
        answer, data = nginx.get(address, encoding)

        assert answer.getheader("Content-Encoding") == encoding, address
        assert "Accept-Encoding" in answer.getheader("Vary"), address
        assert unpack(data) == path.read_bytes(), address


def test_old_addresses_lead_on_as_on_other_hosts(nginx, own):
    lines = [line.split() for line in (own / "_redirects").read_text().splitlines()]

    assert len(lines) >= 3
    for old, new, status in lines:
        answer, _ = nginx.get(f"{old}?dari=sini")

        assert (answer.status, answer.getheader("Location")) == (int(status), new)


def test_an_unknown_address_gets_the_page_that_says_so(nginx, own):
    for address in ("/tidak-ada/", "/berita/tidak-ada.html", "/_headers", "/_redirects", "/.nojekyll"):
        answer, data = nginx.get(address)

        assert (answer.status, data) == (404, (own / "404.html").read_bytes()), address
        assert answer.getheader("Content-Security-Policy"), address
        assert "immutable" not in (answer.getheader("Cache-Control") or "")


def test_a_folder_without_its_slash_leads_to_the_page(nginx):
    answer, _ = nginx.get("/berita")

    assert (answer.status, answer.getheader("Location")) == (301, "/berita/")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("bimtek/agenda.ics", "text/calendar"),
        ("topik/topik.jsonld", "application/ld+json; charset=utf-8"),
        ("manifest.webmanifest", "application/manifest+json; charset=utf-8"),
        ("bimtek/agenda.v2.json", "application/json; charset=utf-8"),
    ],
)
def test_files_have_their_media_types(nginx, name, kind):
    answer, _ = nginx.get(f"/{name.removesuffix('index.html')}")

    assert answer.getheader("Content-Type").startswith(kind)
