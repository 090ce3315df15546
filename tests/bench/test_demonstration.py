"""The made-up busy portal passes every check on any day, shows every state of a training and can go nowhere."""

from datetime import UTC, date, datetime, time

import pytest

from bench.demonstration import TRAININGS, write
from kabar.agenda.life import LABELS, life_of, stage_at
from kabar.build.options import is_reserved
from kabar.content.library import load_library
from kabar.content.models.bimtek import Bimtek


@pytest.mark.parametrize("today", [date(2026, 11, 29), date(2027, 1, 1), date(2028, 2, 29)])
def test_a_portal_of_any_day_is_without_problems_and_in_every_state(tmp_path, today):
    noon = datetime.combine(today, time(5), UTC)

    loaded = load_library(write(tmp_path, today), noon)

    assert loaded.problems == ()
    entries = loaded.library.articles.values()
    trainings = [stage_at(life_of(entry), noon).state for entry in entries if isinstance(entry, Bimtek)]
    assert len(trainings) == len(TRAININGS)
    assert set(trainings) == set(LABELS)


def test_writing_it_again_leaves_equal_files_alone_and_removes_old_ones(tmp_path):
    write(tmp_path, date(2026, 11, 29))
    before = (tmp_path / "portal.yaml").stat().st_mtime_ns
    (tmp_path / "berita" / "lama.md").write_text("lama", "utf-8")

    write(tmp_path, date(2026, 11, 30))

    assert (tmp_path / "portal.yaml").stat().st_mtime_ns == before
    assert not (tmp_path / "berita" / "lama.md").exists()


def test_its_address_is_refused_by_every_deployment(tmp_path):
    portal = load_library(write(tmp_path, date(2026, 11, 29)), datetime(2026, 11, 29, tzinfo=UTC)).library.portal

    assert portal.demo
    assert is_reserved(portal.SITEURL, portal.demo)
