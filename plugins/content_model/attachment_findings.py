"""Look into an attachment for what a person must decide before it may be published."""

from collections.abc import Iterator
from pathlib import Path

from plugins.content_model.attachment_texts import PDF, bytes_of_attachment
from plugins.content_model.findings import Finding
from plugins.content_model.office_findings import find_in_office
from plugins.content_model.office_package import read_package
from plugins.content_model.pdf_findings import find_in_pdf, has_description, is_signed
from plugins.content_model.pdf_reading import open_pdf
from plugins.content_model.unreadable import Unreadable

# What may be published, and is cleaned before.
CLEANED_OFFICE = (".docx", ".xlsx", ".pptx")


def findings_in(path: Path) -> Iterator[Finding]:
    """What a person must decide about the file ``path``; nothing for kinds that are not published.

    Raises Unreadable where it cannot be opened.
    """
    ending = path.suffix.casefold()
    if ending in CLEANED_OFFICE:
        yield from find_in_office(read_package(bytes_of_attachment(path)), ending)
    elif ending in PDF:
        with open_pdf(bytes_of_attachment(path)) as pdf:
            try:
                yield from find_in_pdf(pdf)
            except Exception as error:
                # A broken PDF fails in as many ways as there are broken PDFs.
                raise Unreadable(f"susunan PDF-nya rusak ({type(error).__name__})") from None


def keeps_description(path: Path) -> bool:
    """Whether the file ``path`` is a signed PDF that is published with what it says of itself. Raises Unreadable."""
    if path.suffix.casefold() not in PDF:
        return False
    with open_pdf(bytes_of_attachment(path)) as pdf:
        return is_signed(pdf) and has_description(pdf)
