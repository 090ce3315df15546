"""Say what became of a value: "naik 300 persen dibandingkan dengan 1999", "menjadi empat kali lipat".

Never "naik empat kali lipat", which would be fivefold. Per cents are rounded to one place, from 100 on to none;
multiples to one place.
"""

from decimal import ROUND_HALF_UP, Decimal

from plugins.indonesian.numbers import number_text

_WORDS = ("", "", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")


def growth(value: Decimal, base: Decimal) -> Decimal:
    """By how many per cent ``value`` lies above ``base``, which is above zero; rounded as it is told."""
    change = (value - base) / base * 100
    return change.quantize(Decimal(1) if abs(change) >= 100 else Decimal("0.1"), ROUND_HALF_UP)


def growth_text(value: Decimal, base: Decimal, since: str, lang: str = "id") -> str:
    """"naik 300 persen dibandingkan dengan 1999"; ``since`` names the period of ``base``, which is above zero."""
    per_cent = "persen" if lang == "id" else "per cent"
    return _change(growth(value, base), per_cent, since, lang)


def share_growth_text(value: Decimal, base: Decimal, since: str, lang: str = "id") -> str:
    """The same of values that are per cents: "naik 3 poin persentase dibandingkan dengan 2017"."""
    change = (value - base).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return _change(change, "poin persentase" if lang == "id" else "percentage points", since, lang)


def multiple(value: Decimal, base: Decimal) -> Decimal:
    """How many times ``base`` (above zero) ``value`` is, rounded as it is told."""
    return (value / base).quantize(Decimal("0.1"), ROUND_HALF_UP)


def multiple_text(value: Decimal, base: Decimal, since: str, lang: str = "id") -> str:
    """"menjadi empat kali lipat dibandingkan dengan 1999"."""
    times = multiple(value, base)
    if lang == "en":
        return f"{number_text(times, 'en')} times the figure for {since}"
    word = _WORDS[int(times)] if times == int(times) and 2 <= times <= 10 else number_text(times)
    return f"menjadi {word} kali lipat dibandingkan dengan {since}"


def _change(change: Decimal, unit: str, since: str, lang: str) -> str:
    if not change:
        return f"tetap dibandingkan dengan {since}" if lang == "id" else f"unchanged from {since}"
    amount = f"{number_text(abs(change), lang)} {unit}"
    if lang == "en":
        return f"{'up' if change > 0 else 'down'} {amount} on {since}"
    return f"{'naik' if change > 0 else 'turun'} {amount} dibandingkan dengan {since}"
