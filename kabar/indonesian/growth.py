"""Growth of a value in words: "naik 300 persen dibandingkan dengan 1999", "menjadi empat kali lipat".

Never "naik empat kali lipat", which would be fivefold. Percentages are rounded to one decimal place, from 100 on to
whole numbers; multiples to one decimal place.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

from kabar.indonesian.numbers import number_text

# A value has up to 42 digits (kabar.content.parsing.fields), and a quotient of two of them up to 84.
_EXACT = Context(prec=100)
_TENTH = Decimal("0.1")
_WORDS = ("", "", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")


def difference(value: Decimal, base: Decimal) -> Decimal:
    """``value`` minus ``base``, exactly."""
    return _EXACT.subtract(value, base)


def growth(value: Decimal, base: Decimal) -> Decimal:
    """Growth from ``base`` (above zero) to ``value`` in per cent, rounded for display."""
    change = _EXACT.multiply(_EXACT.divide(difference(value, base), base), Decimal(100))
    return _rounded(change, Decimal(1) if abs(change) >= 100 else _TENTH)


def growth_text(value: Decimal, base: Decimal, since: str, lang: str = "id") -> str:
    """"naik 300 persen dibandingkan dengan 1999"; ``since`` is the name of the period of ``base`` (above zero)."""
    per_cent = "persen" if lang == "id" else "per cent"
    return _change(growth(value, base), per_cent, since, lang)


def share_growth_text(value: Decimal, base: Decimal, since: str, lang: str = "id") -> str:
    """Growth between two percentages: "naik 3 poin persentase dibandingkan dengan 2017"."""
    return _change(_points(value, base), "poin persentase" if lang == "id" else "percentage points", since, lang)


def multiple(value: Decimal, base: Decimal) -> Decimal:
    """``value`` divided by ``base`` (above zero), rounded for display."""
    return _rounded(_EXACT.divide(value, base), _TENTH)


def multiple_text(value: Decimal, base: Decimal, since: str, lang: str = "id") -> str:
    """"menjadi empat kali lipat dibandingkan dengan 1999"."""
    times = multiple(value, base)
    if lang == "en":
        return f"{number_text(times, 'en')} times the figure for {since}"
    word = _WORDS[int(times)] if times == int(times) and 2 <= times <= 10 else number_text(times)
    return f"menjadi {word} kali lipat dibandingkan dengan {since}"


def change_text(value: Decimal, base: Decimal, is_share: bool) -> str:
    """"naik 300 persen", "turun 3 poin persentase" between percentages (``is_share``), or "tetap"."""
    return _moved(_points(value, base), "poin persentase") if is_share else _moved(growth(value, base), "persen")


def _points(value: Decimal, base: Decimal) -> Decimal:
    return _rounded(difference(value, base), _TENTH)


def _rounded(number: Decimal, step: Decimal) -> Decimal:
    return number.quantize(step, ROUND_HALF_UP, _EXACT)


def _moved(change: Decimal, unit: str) -> str:
    if not change:
        return "tetap"
    return f"{'naik' if change > 0 else 'turun'} {number_text(abs(change))} {unit}"


def _change(change: Decimal, unit: str, since: str, lang: str) -> str:
    if lang == "id":
        return f"{_moved(change, unit)} dibandingkan dengan {since}"
    if not change:
        return f"unchanged from {since}"
    return f"{'up' if change > 0 else 'down'} {number_text(abs(change), lang)} {unit} on {since}"


