"""What tells two names apart, and what does not."""

import pytest

from kabar.text.folding import fold_label


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ünik", "UNIK"), ("Café", "Cafe\u0301"), ("ﬁsik", "Fisik"), ("kain\u00a0tenun", "Kain-Tenun"), ("①", "1"),
        ("\u2764\ufe0f", "\u2764"), ("Й", "и"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_fold_alike(one, other):
    assert fold_label(one) == fold_label(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C++", "C#"), ("C++", "C"), ("+", "++"), ("\U0001f9f5", "\U0001faa1"), ("-", "–"), (".", ".."),
        ("が", "か"), ("ไม่", "ไม้"), ("\U0001f9f5\U0001f3fd", "\U0001f9f5\U0001f3fb"),
    ],
)  # fmt: skip
def test_other_names_stay_apart(one, other):
    assert fold_label(one) != fold_label(other)
