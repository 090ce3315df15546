"""The word that sets a document apart in a preview, since it is not shown to the public yet."""

from plugins.content_model.library import Library


def badge_of(path: str, library: Library) -> str:
    """ "Draf", "Terjadwal", "Belum terbit" (it waits for what uses it) or "Sebagian belum terbit" (of a measure an
    observation is withheld); nothing for what is shown to all, and nothing but in a preview.
    """
    withholding = library.withholding
    if not library.preview:
        return ""
    if path in withholding.own:
        return "Terjadwal" if withholding.own[path] else "Draf"
    if path in withholding.implied:
        return "Belum terbit"
    return "Sebagian belum terbit" if path in withholding.observations else ""
