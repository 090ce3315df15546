"""What formats and speeds of pictures cost and keep: ``python -m bench.picture_formats [photograph …]``.

Prints, for made-up photographs of twelve megapixels or for the files that are named: seconds of the processor for all
files of one photograph as they are made now and as they were made before (decision 56), their bytes and their likeness
to the reduced photograph (SSIM of brightness in blocks of 8 pixels, 1 = the same), and the same of AVIF by speed.
"""

import io
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import mean
from typing import Any

from PIL import Image, ImageMath

from bench.photographs import photograph
from bench.record import load_of_machine
from bench.tables import table
from kabar.content.media.picture_pixels import read_picture
from kabar.outputs.renditions.rendition_choice import WIDEST, WIDTHS, all_renditions
from kabar.outputs.renditions.rendition_drawing import draw_renditions

DETAILS = (0.55, 0.62, 0.70)  # of the made-up photographs
BEFORE: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 58, "speed": 6, "max_threads": 1},
    "WEBP": {"quality": 76, "method": 4},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
}
_BLOCK = 8
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2  # Wang et al. 2004, "Image quality assessment", (12) and (13)


def ssim(one: Image.Image, other: Image.Image) -> float:
    """The structural similarity of two pictures of one size, by their brightness."""
    x, y = one.convert("L").convert("F"), other.convert("L").convert("F")

    def means(picture: Image.Image) -> Image.Image:
        whole = picture.crop((0, 0, picture.width // _BLOCK * _BLOCK, picture.height // _BLOCK * _BLOCK))
        return whole.reduce(_BLOCK)

    def product(a: Image.Image, b: Image.Image) -> Image.Image:
        return ImageMath.lambda_eval(lambda given: given["a"] * given["b"], a=a, b=b)

    given = {"x": means(x), "y": means(y), "xx": means(product(x, x)), "yy": means(product(y, y))}
    given["xy"] = means(product(x, y))

    def likeness(g: dict[str, Any]) -> Any:
        shared = (2 * g["x"] * g["y"] + _C1) * (2 * (g["xy"] - g["x"] * g["y"]) + _C2)
        spread = (g["xx"] - g["x"] * g["x"]) + (g["yy"] - g["y"] * g["y"])
        return shared / ((g["x"] * g["x"] + g["y"] * g["y"] + _C1) * (spread + _C2))

    found = ImageMath.lambda_eval(likeness, **given)
    return mean(found.get_flattened_data())


def timed(make: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of this process, and what ``make`` gives."""
    started = time.process_time()
    made = make()
    return time.process_time() - started, made


def encoded(picture: Image.Image, kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def reduced(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS) if width < picture.width else picture


def whole_of(data: bytes) -> Image.Image:
    """The photograph, all of its pixels decoded, in the greatest width that is published."""
    return reduced(Image.open(io.BytesIO(data)).convert("RGB"), WIDEST)


def made_before(data: bytes) -> list[bytes]:
    """All files of one photograph as they were made before decision 56."""
    whole = whole_of(data)
    wanted = [width for width in WIDTHS if width < whole.width] + [whole.width]
    return [encoded(reduced(whole, width), kind, **how) for kind, how in BEFORE.items() for width in wanted]


def likeness_of(files: list[bytes], whole: Image.Image, kind: str) -> float:
    """The mean SSIM of those of ``files`` that are of ``kind``."""
    opened = [Image.open(io.BytesIO(data)) for data in files]
    return mean(ssim(reduced(whole, one.width), one) for one in opened if one.format == kind)


def compared(photographs: dict[str, bytes]) -> str:
    """The table of all files of each photograph, before and now."""
    rows = []
    for name, data in photographs.items():
        picture = read_picture("gambar/a.jpg", data)
        whole = whole_of(data)
        now = [(picture, one) for one in all_renditions(picture)]
        before_seconds, before = timed(partial(made_before, data))
        now_seconds, made = timed(partial(draw_renditions, data, now))
        for words, seconds, files in (("before", before_seconds, before), ("now", now_seconds, made)):
            ratio = f"{seconds / before_seconds:.2f}"
            sizes = {
                kind: sum(len(one) for one in files if Image.open(io.BytesIO(one)).format == kind) for kind in BEFORE
            }
            likeness = [f"{likeness_of(files, whole, kind):.4f}" for kind in ("AVIF", "JPEG")]
            row = [f"{name}, {words}", f"{seconds:.2f}", ratio, *(f"{size / 1000:.0f}" for size in sizes.values())]
            rows.append([*row, *likeness])
    head = [
        "all files of a photograph",
        "s of one core",
        "of before",
        "kB AVIF",
        "kB WebP",
        "kB JPEG",
        "SSIM AVIF",
        "SSIM JPEG",
    ]
    return table(head, rows)


def by_speed(photographs: dict[str, bytes]) -> str:
    """The table of AVIF by width, speed and quality, over all photographs."""
    wholes = list(map(whole_of, photographs.values()))
    rows = []
    for width in WIDTHS:
        pictures = [reduced(one, width) for one in wholes]
        for speed, quality in ((6, 58), (8, 58), (8, 61), (9, 58), (9, 59), (9, 62)):
            how = {"speed": speed, "quality": quality, "max_threads": 1}
            encode = partial(encoded, kind="AVIF", **how)
            seconds, files = timed(lambda encode=encode, pictures=pictures: list(map(encode, pictures)))
            likeness = mean(ssim(one, Image.open(io.BytesIO(data))) for one, data in zip(pictures, files, strict=True))
            size = sum(map(len, files)) / len(files)
            rows.append(
                [
                    f"{width} px, speed {speed}, quality {quality}",
                    f"{seconds / len(files):.3f}",
                    f"{size / 1000:.1f}",
                    f"{likeness:.4f}",
                ]
            )
    return table(["AVIF", "s of one core", "kB", "SSIM"], rows)


def main(names: list[str]) -> int:
    given = {Path(name).name: Path(name).read_bytes() for name in names}
    photographs = given or {f"detail {detail}": photograph(number, detail) for number, detail in enumerate(DETAILS)}
    print(f"Load of the machine: {load_of_machine()}\n\n{compared(photographs)}\n{by_speed(photographs)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
