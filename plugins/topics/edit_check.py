"""Make sure that an edit of a front matter did what it should, and nothing else."""

from plugins.topics.front_text import FrontText, plain, read_front_text
from plugins.topics.refusal import Refused


def checked(front: FrontText, key: str, text: str, expected: dict) -> FrontText:
    """``text``, which is ``front`` after an edit of ``key``, read anew; raises Refused.

    Refused when it does not hold ``expected``: a style of YAML that nobody foresaw.
    """
    line, column = front.place(front.value(key) or front.root)
    try:
        edited = read_front_text(front.path, text)
        right = _tidy(plain(edited.root)) == _tidy(expected)
    except Refused:
        right = False
    if not right:
        raise Refused(
            f"{front.path}:{line}:{column}: {key}: tulisan di sini tidak dapat disunting sendiri;"
            " ubah dengan tangan menjadi daftar biasa, lalu ulangi"
        )
    return edited


def _tidy(value: dict) -> dict:
    # Block scalars end with a line end of their own; keys without a value are as good as absent.
    tidied = {key: _bare(given) for key, given in value.items()}
    return {key: given for key, given in tidied.items() if given not in ("", [])}


def _bare(value):
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value.strip() if isinstance(value, str) else value
