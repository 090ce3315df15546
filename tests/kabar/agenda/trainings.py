"""Made-up trainings for tests."""

from datetime import date, timedelta

from kabar.content.models.bimtek import Bimtek
from kabar.content.parsing.codes import PROVINCES


def bimtek(**values) -> Bimtek:
    shared = {
        "@path": "bimtek/2025/a.md",
        "title": "Bimtek karangan",
        "date": "2025-04-01",
        "summary": "Teras karangan yang cukup panjang.",
        "tags": ["ikm"],
        "start": "2025-05-20",
        "end": "2025-05-22",
        "organisers": [{"name": "Balai karangan"}],
        "place": {"name": "Balai", "province": "ID-JB"},
    }
    return Bimtek.model_validate(shared | values)


def many(count: int) -> dict[str, str]:
    """The files of ``count`` trainings over ten years, in 38 provinces, by 20 organisers."""
    files = {f"lembaga/balai-{n}.md": f"---\nname: Balai Karangan {n}\n---\n" for n in range(20)}
    codes = sorted(PROVINCES)
    for number in range(count):
        begins = date(2016, 1, 4) + timedelta(days=number * 3650 // count)
        files[f"bimtek/2015/karangan-{number}.md"] = (
            f"---\ntitle: Bimtek karangan {number}\ndate: 2015-06-01\n"
            "summary: Teras bimtek karangan yang cukup panjang.\ntags: [ikm]\n"
            f"start: {begins}\nend: {begins + timedelta(days=2)}\n"
            f"place: {{name: Balai, province: {codes[number % len(codes)]}}}\n"
            f"organisers: [balai-{number % 20}]\nquota: 30\n"
            f"registration: {{closes: {begins - timedelta(days=5)}, via: dinas}}\n---\nIsi karangan.\n"
        )
    return files
