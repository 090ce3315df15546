"""Takedown of pages that were published too early: TARIK allows the named addresses to disappear.

Only for what should never have been online. Articles that were published rightly are withdrawn with a reason instead.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from kabar.content.library import Library
from kabar.publish.silent_changes import file_of
from kabar.text.suggestions import did_you_mean

WORD = "TARIK"


def read_addresses(text: str, siteurl: str) -> tuple[str, ...]:
    """Returns the addresses in ``text``, separated by white space, with outer slashes and without ``siteurl``."""
    bare = (one.removeprefix(siteurl).strip("/") for one in text.split())
    return tuple(dict.fromkeys(f"/{one}/" for one in bare if one))


def check_takedown(
    asked: Collection[str], published: Collection[str], folder: Path, library: Library
) -> tuple[Mapping[str, str], list[str]]:
    """Returns the reason why each of the ``asked`` addresses is no longer in ``folder``, and refusals, in Indonesian.

    ``published`` are all addresses of the last publication. An address may disappear if no page answers it because its
    file is withheld or was deleted.
    """
    reasons, refusals = {}, []
    for address in asked:
        file = file_of(address)
        if address not in published:
            remedy = did_you_mean(address, published) or f", jadi tidak perlu ditarik; hapus dari {WORD}"
            refusals.append(f"{WORD}={address}: alamat ini tidak ada di daftar terbitan lalu{remedy}")
        elif (folder / address.strip("/") / "index.html").is_file():
            refusals.append(
                f"{WORD}={address}: alamat ini masih dijawab; jadikan {file} draf (status: draft), beri 'date' di masa"
                " depan, atau hapus berkasnya, juga dari 'aliases' dan alamat.yaml, lalu ulangi"
            )
        elif reason := _reason(file, library):
            reasons[address] = reason
        else:
            refusals.append(
                f"{WORD}={address}: {file} seharusnya tampil, tetapi halamannya tidak ada; laporkan kepada pengembang"
            )
    return reasons, refusals


def _reason(file: str, library: Library) -> str:
    """Returns why the content does not show ``file``; empty when it does."""
    if document := library.withheld.get(file) or library.unfinished.get(file):
        return "draf" if getattr(document, "status", "") == "draft" else "terjadwal"
    if not (library.root / file).is_file():
        return "berkasnya tidak ada lagi"
    others = (library.organisations, library.people, library.figures, library.static_pages, library.vocabulary.topics)
    is_shown = file in library.articles or any(one.path == file for kind in others for one in kind.values())
    return "" if is_shown else "belum boleh tampil"


