"""The trace of a document: which modules are handed it."""

import sys

from bench.trace import Trace
from kabar.content.reading.folders import kind_of
from kabar.text.folding import fold_label
from kabar.text.suggestions import nearest_of

PATH = "berita/2019/karangan.md"


def traced(*calls) -> Trace:
    trace = Trace(PATH, "Isi karangan.")
    sys.setprofile(trace)
    try:
        for function, *arguments in calls:
            function(*arguments)
    finally:
        sys.setprofile(None)
    return trace


def test_a_module_that_is_handed_the_document_is_passed_and_no_other():
    found = traced((kind_of, PATH), (nearest_of, "lain", ["layin"]), (fold_label, "Isi karangan."), (kind_of, PATH))

    assert found.passed == ["kabar.content.reading.folders", "kabar.text.folding", "kabar.content.reading.folders"]
    assert found.modules == ["kabar.content.reading.folders", "kabar.text.folding"]
    assert found.changes == 2


def test_a_document_that_is_not_handed_on_passes_nothing():
    found = traced((kind_of, "berita/2019/lain.md"))

    assert (found.modules, found.changes) == ([], 0)
