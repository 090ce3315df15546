"""Put made-up photographs of twelve megapixels into a corpus, to time what pictures cost."""

import io
from pathlib import Path
from random import Random

from PIL import Image

SIZE = (4000, 3000)
_COARSE = (100, 75)


def add_photographs(corpus: Path, articles: list[Path]) -> None:
    """Give each of ``articles`` a photograph of its own."""
    folder = corpus / "gambar"
    folder.mkdir(exist_ok=True)
    for number, article in enumerate(articles):
        file = folder / f"karangan-{number}.jpg"
        file.write_bytes(_photograph(number))
        photo = f"photo: {{file: gambar/{file.name}, alt: Warna karangan, caption: Karangan, credit: Karangan}}"
        article.write_text(article.read_text("utf-8").replace("---\n", f"---\n{photo}\n", 1), "utf-8")


def _photograph(seed: int) -> bytes:
    width, height = _COARSE
    colours = Image.frombytes("RGB", _COARSE, Random(seed).randbytes(width * height * 3))
    out = io.BytesIO()
    colours.resize(SIZE, Image.Resampling.BICUBIC).save(out, "JPEG", quality=90)
    return out.getvalue()
