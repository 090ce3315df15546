"""Pictures as templates draw them."""

from plugins.content_model.article import Photo
from plugins.pages.views import Picture


def picture_view(photo: Photo) -> Picture:
    """``photo`` with the address under which its file is published."""
    credit = f"{photo.credit} ({photo.license})" if photo.license else photo.credit
    return Picture(f"/{photo.file}", photo.alt, photo.caption or "", credit)
