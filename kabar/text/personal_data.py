"""Detection of personal numbers in text: NIK, KK, NIP, bank accounts.

A NIK has 16 digits: region, date of birth as DDMMYY (day plus 40 for women), serial number; a KK number has its date
of issue in place of the birth date (Permendagri 102/2019). A NIP has 18: date of birth, month of appointment, sex,
serial number (Peraturan Kepala BKN 22/2007).
"""

import re
from collections.abc import Collection, Iterator

# The character before is checked separately: without a lookbehind the search is ten times as fast.
_DIGITS = re.compile(r"[0-9](?:[ .-]?[0-9]){15,17}(?!\w|[.,-][0-9])")
_PART_OF_MORE = re.compile(r"[\w/=.,-]")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NAMED = re.compile(r"\b(?:NIK|KK|KTP|NIP|kartu keluarga|induk kependudukan|nomor induk)\b[^\d]{0,30}\Z", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"\b(?:rekening|norek|no\.? ?rek\.?)\b(?:[^\d\n]|\n(?![ \t]*\n)){0,60}?"
    r"(?P<number>(?<![\w/=.,-])\d(?:[ .-]?\d){7,15})(?!\w|[.,-]\d)",
    re.IGNORECASE,
)
_ACCOUNT_NAMES = ("rekening", "norek", "no. rek", "no rek", "no.rek")
_MONEY = re.compile(r"(?:Rp|USD|US\$|\$|IDR)\s*\Z", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[-.]\d{1,2}[-.]\d{4}.*")
_BEFORE = 60  # characters before a number that are searched for its name

ACCOUNT_FOUND = "nomor rekening"
REMEDY = "hapus; cukup tulis jumlah peserta"


def find_personal_data(text: str, accounts: Collection[str] | None = ()) -> Iterator[tuple[int, str]]:
    """Offsets of personal numbers in ``text``, each with a message that shows the number masked.

    ``accounts`` are the digits of the bank accounts that may be published; None allows all.
    """
    taken: list[tuple[int, int]] = []
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _THOUSANDS.fullmatch(match[0]) or _PART_OF_MORE.match(text[max(0, match.start() - 1) : match.start()]):
            continue
        named = _NAMED.search(text, max(0, match.start() - _BEFORE), match.start()) is not None
        if len(digits) == 16 and (_is_nik(digits) or named):
            taken.append(match.span())
            yield match.start(), f"nomor 16 angka seperti NIK atau nomor KK ({_masked(digits)}); {REMEDY}"
        elif len(digits) == 18 and (_is_nip(digits) or named):
            taken.append(match.span())
            yield match.start(), f"nomor 18 angka seperti NIP ({_masked(digits)}); {REMEDY}"
    small = text.lower()
    if accounts is None or "rek" not in small or not any(name in small for name in _ACCOUNT_NAMES):
        return
    for match in _ACCOUNT.finditer(text):
        start, end = match.span("number")
        number = match["number"]
        other = _THOUSANDS.fullmatch(number) or _DATE.fullmatch(number) or _MONEY.search(text, match.start(), start)
        if not other and not any(first < end and start < last for first, last in taken):
            digits = re.sub(r"\D", "", number)
            if digits not in accounts:
                yield start, f"{ACCOUNT_FOUND} ({_masked(digits)}); {REMEDY}"


def _is_nik(digits: str) -> bool:
    day, month = int(digits[6:8]), int(digits[8:10])
    return 11 <= int(digits[:2]) <= 97 and 1 <= month <= 12 and (1 <= day <= 31 or 41 <= day <= 71)


def _is_nip(digits: str) -> bool:
    born, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    since, in_month = int(digits[8:12]), int(digits[12:14])
    dates = 1930 <= born <= 2020 and 1 <= month <= 12 and 1 <= day <= 31 and born < since <= 2099
    # Contract staff (PPPK) have 21 and more in place of the month.
    return dates and 1 <= in_month <= 33 and digits[14] in "12"


def _masked(digits: str) -> str:
    return f"{digits[:2]}…{digits[-2:]}"


