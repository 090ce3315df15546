"""An announced training that lost its fee or its way to register is noticed, an old one is left in peace."""

from datetime import UTC, datetime

import pytest

from kabar.content.library import load_library
from kabar.editing.check.__main__ import main
from kabar.editing.check.source_lines import SourceLines
from kabar.editing.check.unanswered import find_unanswered
from tests.portals import SMALL, write_content

PATH = "bimtek/2019/karangan.md"
FORM = "registration: {url: 'https://contoh.example/daftar'}\n"
BEFORE, AFTER = datetime(2019, 5, 18, 15, tzinfo=UTC), datetime(2019, 5, 18, 17, tzinfo=UTC)  # of the last minute, WIB


def warnings(tmp_path, lines: str, now: datetime = BEFORE) -> list[str]:
    text = SMALL[PATH].replace("organisers: [redaksi]\n", f"organisers: [redaksi]\n{lines}")
    root = write_content(tmp_path, dict(SMALL) | {PATH: text})
    loaded = load_library(root, now)
    assert loaded.problems == ()
    return [problem.as_line() for problem in find_unanswered(loaded.crossing, now, SourceLines(root))]


def test_a_lost_fee_is_noticed_at_the_registration(tmp_path):
    assert warnings(tmp_path, FORM) == [
        f"content/{PATH}:12:15: peringatan: registration: bimtek ini menerima pendaftaran tetapi tidak menyebut biaya;"
        " tulis fee: gratis, atau amount dan currency [biaya-kosong]"
    ]


def test_an_open_training_without_registration_is_noticed(tmp_path):
    found = warnings(tmp_path, "")

    assert [line.partition(" peringatan: ")[2][:31] for line in found] == ["start: bimtek terbuka ini tidak"]


@pytest.mark.parametrize(
    ("lines", "now"),
    [
        (f"{FORM}fee: gratis\n", BEFORE),
        (f"{FORM}fee: {{amount: 50000, currency: IDR}}\n", BEFORE),
        ("access: undangan\n", BEFORE),
        (f"access: tertutup\n{FORM}", BEFORE),
        (f"{FORM}event_status: dibatalkan\nevent_status_reason: Ruang dipakai.\n", BEFORE),
        (f"{FORM}accepted: [{{warning: biaya-kosong, reason: Belum diumumkan.}}]\n", BEFORE),
        (FORM, AFTER),
        ("", AFTER),
    ],
)
def test_what_is_answered_accepted_or_over_is_left_in_peace(tmp_path, lines, now):
    assert warnings(tmp_path, lines, now) == []


def test_make_check_forgets_the_warning_when_the_training_is_over(tmp_path, monkeypatch, capsys):
    root = write_content(tmp_path / "isi", dict(SMALL))
    monkeypatch.chdir(tmp_path)
    moments = ("2019-05-18T22:00+07:00", "2019-05-18T22:30+07:00", "2019-05-19T00:10+07:00")

    for moment in moments:
        assert main([str(root)], {"BUILD_DATE": moment}) == 0

    shown = capsys.readouterr().out
    assert shown.count("[pendaftaran-kosong]") == 2
