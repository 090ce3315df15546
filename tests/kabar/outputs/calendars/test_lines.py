"""Lines of calendars are what the library makes of them."""

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event
from icalendar.parser import Contentline

from kabar.outputs.calendars.icalendar_patch import as_bytes, folded

_LETTERS = st.text("ab \\^,;é😀", max_size=400)
_PLAIN_LETTERS = st.text("ab \\^,;", max_size=400)


@given(_LETTERS | _PLAIN_LETTERS)
def test_a_line_is_folded_as_the_library_folds_it(text):
    line = Contentline(f"SUMMARY:{text}")

    assert folded(line) == line.to_ical()


@given(_LETTERS | _PLAIN_LETTERS)
def test_an_event_is_written_as_the_library_writes_it(text):
    event = Event()
    event.add("summary", text)
    event.add("categories", [text, "b"])

    assert as_bytes(event) == event.to_ical()
