"""Multi-pattern search for secrets in files, in one pass over the bytes (Aho and Corasick 1975)."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick

from kabar.build.verify.leak_forms import forms_of, forms_of_source
from kabar.build.verify.phrases import fold_bytes, fold_without_markup
from kabar.build.verify.secrets import Secrets, Source


@dataclass(frozen=True, order=True)
class Leak:
    """A secret of the content file ``path`` found in the file ``found_in``; ``text`` is its wording."""

    path: str
    found_in: str
    text: str


def find_secrets(root: Path, names: Iterable[str], secrets: Secrets) -> dict[bytes, Leak]:
    """Returns the secrets found in the files ``names`` below ``root``, by their bytes, each with its first place.

    Raises OSError.
    """
    return _found_in([(name, root / name) for name in names], secrets)


def unpublished(found: Collection[bytes], secrets: Secrets, sources: Iterable[Source]) -> set[bytes]:
    """Returns those of ``found`` that no file of ``sources`` contains; reads sources only while any are left.

    Raises OSError.
    """
    left = set(found)
    for source in sources if left else ():
        sought = Secrets(
            {key: value for key, value in secrets.phrases.items() if key in left},
            {key: value for key, value in secrets.slices.items() if key in left},
            {key: value for key, value in secrets.digests.items() if key[1].encode() in left},
        )
        left.difference_update(_found_in([source], sought, forms_of_source))
        if not left:
            break
    return left


def _found_in(
    files: Iterable[Source], secrets: Secrets, forms: Callable[[Path], Iterator[bytes]] = forms_of
) -> dict[bytes, Leak]:
    phrases, slices = list(secrets.phrases), list(secrets.slices)
    of_phrases, of_slices = BytesAhoCorasick(phrases), BytesAhoCorasick(slices)
    sizes = {size for size, _ in secrets.digests}
    found: dict[bytes, Leak] = {}
    searched: set[bytes] = set()
    for name, source in files:
        # File names are published as well.
        for form in (name.encode(), *([source] if isinstance(source, bytes) else forms(source))):
            # A compressed copy contains the same text again.
            form_digest = hashlib.blake2b(form, digest_size=16).digest()
            if form_digest in searched:
                continue
            searched.add(form_digest)
            for folded in {fold_bytes(form), fold_without_markup(form)} if phrases else ():
                for number, _, _ in of_phrases.find_matches_as_indexes(folded, overlapping=True):
                    owner, text = secrets.phrases[phrases[number]]
                    found.setdefault(phrases[number], Leak(owner, name, text))
            for number, _, _ in of_slices.find_matches_as_indexes(form, overlapping=True) if slices else ():
                owner, text = secrets.slices[slices[number]]
                found.setdefault(slices[number], Leak(owner, name, text))
            if len(form) in sizes:
                digest = len(form), hashlib.sha256(form).hexdigest()
                if withheld := secrets.digests.get(digest):
                    found.setdefault(digest[1].encode(), Leak(withheld, name, ""))
    return found


