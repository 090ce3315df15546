"""The server of `make serve`, asked over HTTP."""

import http.client
import threading

import pytest

from kabar.failure import BuildFailed
from kabar.preview.preview_notes import STYLE_ADDRESS, Note, Waiting
from kabar.preview.preview_pages import WAITING_ADDRESS
from kabar.preview.preview_server import PreviewServer, PreviewState


@pytest.fixture
def state(tmp_path):
    for name, text in {
        "index.html": "<!doctype html><body>Depan</body>",
        "berita/index.html": "Berita tanpa body",
        "404.html": "<body>Tidak ada di sini</body>",
        "data.json": "{}",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return PreviewState(tmp_path)


@pytest.fixture
def server(state):
    server = PreviewServer(0, state)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def ask(server, address, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(method, address, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body.decode()


def test_a_page_carries_the_script_that_keeps_it_fresh_and_its_file_does_not(server, state):
    state.show(())

    answer, body = ask(server, "/?x=1")

    script = f'<script src="/__pratinjau/muat-ulang.js?versi={state.version}"></script>'
    assert (answer.status, body) == (200, f"<!doctype html><body>Depan{script}</body>")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "pratinjau" not in (state.folder / "index.html").read_text()
    assert ask(server, "/__pratinjau/muat-ulang.js?versi=1")[0].headers["Content-Type"].startswith("text/javascript")


def test_other_files_are_handed_out_as_they_are(server, state):
    state.show(())

    answer, body = ask(server, "/data.json")

    assert (answer.status, answer.headers["Content-Type"], body) == (200, "application/json", "{}")


def test_what_is_missing_shows_the_portals_own_page_with_404(server, state):
    state.show(())

    answer, body = ask(server, "/tidak/ada/")

    assert answer.status == 404
    assert body.startswith("<body>Tidak ada di sini<script")


def test_a_folder_without_its_slash_is_led_to_it_on_this_server(server, state):
    state.show(())

    assert ask(server, "/berita?x=1")[0].headers["Location"] == "/berita/?x=1"
    assert ask(server, "//berita")[0].headers["Location"] == "/berita/"


def test_head_tells_the_length_without_the_page(server, state):
    state.show(())

    answer, body = ask(server, "/", "HEAD")

    assert (answer.status, body) == (200, "")
    assert int(answer.headers["Content-Length"]) == len(ask(server, "/")[1])


def test_problems_take_the_place_of_pages_and_are_shown_as_text(server, state):
    state.show(("content/a.md:1:1: title: <script>",))

    answer, body = ask(server, "/")

    assert answer.status == 500
    assert "content/a.md:1:1: title: &lt;script&gt;" in body
    assert "/__pratinjau/muat-ulang.js" in body
    assert ask(server, "/data.json")[0].status == 200


def test_before_the_first_build_ends_a_page_says_so(server):
    answer, body = ask(server, "/")

    assert answer.status == 503
    assert "Pratinjau sedang dibuat" in body


def test_an_open_page_is_told_of_each_build(server, state):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", "/__pratinjau/kejadian")
    events = connection.getresponse()
    told = [events.readline(), events.readline()]

    state.show(())

    told += [events.readline()]
    connection.close()
    assert events.headers["Content-Type"] == "text/event-stream"
    assert told[0].startswith(b"data: ") and told[1] == b"\n"
    assert told[2] == f"data: {state.version}\n".encode() != told[0]


@pytest.mark.parametrize("host", ["kabar.example", "127.0.0.1.kabar.example", "kabar.example:8000", ""])
def test_a_strangers_page_that_calls_this_computer_by_its_own_name_sees_nothing(server, state, host):
    state.show(())

    answer, body = ask(server, "/", Host=host)

    assert answer.status == 403
    assert "Depan" not in body


def test_only_reading_is_answered(server):
    assert ask(server, "/", "POST")[0].status == 501


def test_a_taken_port_is_told_with_another_one(server, state):
    with pytest.raises(BuildFailed, match=f"make serve PORT={server.server_port + 1}"):
        PreviewServer(server.server_port, state)


def test_notes_are_sent_with_their_page_and_drafts_are_listed(server, state):
    notes = {"/": [Note("isi", "content/halaman/a.md:3:1", "tautan <putus>")]}
    state.show((), notes, [Waiting("/berita/2019/a/", "Draf <uji>", "Draf", "2019-06-01 08.00", 2)])

    assert "tautan &lt;putus&gt;" in ask(server, "/")[1]
    listed = ask(server, WAITING_ADDRESS)[1]
    assert "Draf &lt;uji&gt;" in listed and "2 catatan" in listed
    assert ".pratinjau-catatan" in ask(server, STYLE_ADDRESS)[1]
