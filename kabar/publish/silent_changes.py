"""Compares an output with the last publication: nothing published may be lost or changed without notice.

The rule is the press council's for online media (Peraturan Dewan Pers 1/2012): corrections are linked and have a time,
a withdrawal has a reason.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from kabar.content.models.article import RESTORATION, WITHDRAWAL
from kabar.content.reading.folders import FLAT, YAML_FOLDERS
from kabar.outputs.publication_record import Published
from kabar.sections.registry import SECTIONS

# The most likely cause: a publication from another checkout that was not pulled here.
BEHIND = "barangkali folder ini tertinggal: jalankan git pull dulu"
_EVENT_WORDS = ("keadaan", "mulai", "selesai")
_FOLDERS = {*SECTIONS, *FLAT} - {"halaman"}  # pages of halaman/ stand at the root


def find_lost_entries(
    before: Mapping[str, Published], now: Mapping[str, Published], answered: Collection[str]
) -> list[str]:
    """Returns messages in Indonesian for entries of ``before`` whose address is in neither ``now`` nor ``answered``."""
    return [
        f"{file_of(address)}: sudah terbit di {address}, sekarang hilang tanpa keterangan; {BEHIND}. Bila memang"
        " ditarik: tulis status: withdrawn dengan butir 'corrections' kind: pencabutan, atau bila berkasnya dihapus"
        " atau dipindah, tulis alamatnya di alamat.yaml dengan 'reason' atau 'moved_to' (atau di 'aliases' berkas yang"
        f" baru). Bila terbit sebelum waktunya: make deploy TARIK={address}"
        for address in sorted(before)
        if address not in now and address not in answered
    ]


def find_moved_trainings(
    before: Mapping[str, Published], now: Mapping[str, Published], leads_to: Mapping[str, str]
) -> list[str]:
    """Returns messages in Indonesian for trainings whose status or time changed without a newer ``modified``."""
    return [
        f"{file_of(new.address)}: {message}"
        for old, new in _pairs(before, now, leads_to)
        if (message := moved_training(old, new))
    ]


def moved_training(old: Published, new: Published) -> str:
    """Returns what changed of status, start and end without a newer ``modified``; empty when nothing did."""
    changes = [
        f"{word} {was} menjadi {is_now}"
        for word, was, is_now in zip(_EVENT_WORDS, old.event, new.event, strict=False)
        if was != is_now
    ]
    if not changes or _is_newer(new, old):
        return ""
    return (
        f"{', '.join(changes)} sejak terbit terakhir, tetapi 'modified' belum diperbarui; tulis modified: dengan waktu"
        " perubahan ini"
    )


def find_undone(
    before: Mapping[str, Published], now: Mapping[str, Published], leads_to: Mapping[str, str]
) -> list[str]:
    """Returns messages in Indonesian for articles with an older state than in ``before``.

    That is a withdrawal or restoration undone without a later correction that says so, an older ``modified``, or fewer
    corrections. Redirects to another published article, or to no article, are not compared.
    """
    return [
        f"{file_of(new.address)}: {problem}"
        for old, new in _pairs(before, now, leads_to)
        if new.changed and (new.address == old.address or new.address not in before)
        if (problem := _undone(old, new))
    ]


def _undone(old: Published, new: Published) -> str:
    if old.is_withdrawn is not None and old.is_withdrawn != new.is_withdrawn:
        return _undone_withdrawal(old, new)
    had, has = len(old.corrections or ()), len(new.corrections or ())
    if has < had:
        return (
            f"terbit terakhir dengan {had} koreksi, sekarang {has}; {BEHIND}. Bila ada butir yang keliru, kembalikan"
            " butir itu, lalu tambahkan butir yang membetulkannya"
        )
    # An additional correction may state that the published time was wrong.
    if has == had and _is_newer(old, new):
        kind = f" kind: {WITHDRAWAL}" if new.is_withdrawn else ""
        return (
            f"waktu ubahnya mundur dari {old.changed} menjadi {new.changed} sejak terbit terakhir; {BEHIND}. Bila"
            f" waktu yang terbit itu keliru, tambahkan butir 'corrections'{kind} yang mengatakannya"
        )
    return ""


def _undone_withdrawal(old: Published, new: Published) -> str:
    kinds = (WITHDRAWAL,) if old.is_withdrawn else (WITHDRAWAL, RESTORATION)
    last = ["", *(moment for kind, moment in old.corrections or () if kind in kinds)][-1]
    lifting = RESTORATION if old.is_withdrawn else WITHDRAWAL
    if any(kind == lifting and _is_later(moment, last) for kind, moment in new.corrections or ()):
        return ""
    if old.is_withdrawn:
        return (
            f"sudah dicabut di terbitan lalu, sekarang tampil lagi; {BEHIND}. Bila memang dipulihkan, kembalikan butir"
            f" pencabutannya di 'corrections' dan tambahkan butir kind: pemulihan dengan waktu sesudah {last}"
        )
    return (
        f"sudah dipulihkan di terbitan lalu, sekarang tercabut lagi; {BEHIND}. Bila memang dicabut lagi, tambahkan"
        f" butir 'corrections' kind: pencabutan dengan waktu sesudah {last}"
    )


def find_silent_edits(
    before: Mapping[str, Published], now: Mapping[str, Published], leads_to: Mapping[str, str]
) -> list[str]:
    """Returns warnings for bodies that changed without ``modified`` or a correction, with the share of paragraphs."""
    warnings = []
    for old, new in _pairs(before, now, leads_to):
        if old.paragraphs == new.paragraphs or not (old.paragraphs and new.paragraphs) or _is_newer(new, old):
            continue
        changed, all_of_them = _changed_paragraphs(old.paragraphs, new.paragraphs)
        warnings.append(
            f"{file_of(new.address)}: peringatan: {changed} dari {all_of_them} paragraf berubah sejak terbit terakhir"
            f" ({round(100 * changed / all_of_them)}%) tanpa 'modified' atau koreksi; tulis salah satunya"
        )
    return warnings


def find_replaced_corrections(
    before: Mapping[str, Published], now: Mapping[str, Published], leads_to: Mapping[str, str]
) -> list[str]:
    """Returns warnings in Indonesian for published corrections that are no longer shown."""
    return [
        f"{file_of(new.address)}: peringatan: {kind} bertanggal {moment} pernah terbit, sekarang tidak ada; {BEHIND}"
        for old, new in _pairs(before, now, leads_to)
        if old.is_withdrawn == new.is_withdrawn
        for kind, moment in sorted(Counter(old.corrections or ()) - Counter(new.corrections or ()))
    ]


def _pairs(
    before: Mapping[str, Published], now: Mapping[str, Published], leads_to: Mapping[str, str]
) -> Iterator[tuple[Published, Published]]:
    for address in sorted(before):
        new = now.get(address) or now.get(leads_to.get(address, ""))
        if new:
            yield before[address], new


def _is_newer(new: Published, old: Published) -> bool:
    return _is_later(new.changed, old.changed)


def _is_later(one: str, other: str) -> bool:
    try:
        return datetime.fromisoformat(one) > datetime.fromisoformat(other)
    except (ValueError, TypeError):
        # A time without offset, or none: compare as text.
        return one > other


def _changed_paragraphs(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[int, int]:
    kept = sum((Counter(old) & Counter(new)).values())
    most = max(len(old), len(new))
    # When only the order changed, at least one paragraph was moved.
    return max(most - kept, 1), most


def file_of(address: str) -> str:
    """Returns the file of ``content/`` whose page has the address ``address``."""
    bare = address.strip("/")
    folder = bare.split("/")[0]
    known = folder in _FOLDERS and "/" in bare
    return f"{bare}.{'yaml' if folder in YAML_FOLDERS else 'md'}" if known else f"halaman/{bare}.md"


