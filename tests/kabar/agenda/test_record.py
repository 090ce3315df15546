"""The record of a year, read back by Python's csv."""

import csv
import io

from kabar.agenda.record import COLUMNS, record_csv
from kabar.topics.tree import build_tree
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import BIMTEK


def test_one_row_a_training_with_what_is_told_and_no_formula(tmp_path):
    files = {
        "bimtek/2019/a.md": (
            BIMTEK.replace("Bimtek karangan", '"=HYPERLINK(\\"x\\") karangan"').replace(
                "organisers",
                "quota: 30\nfee: gratis\nparticipants: {total: 28, women: 12}\nmodified: 2019-05-20\norganisers",
            )
        ),
        "bimtek/2019/b.md": BIMTEK.replace("2019-05-13", "2019-05-12 08:00").replace("2019-05-18", "2019-05-12 16:00"),
    }
    library = load(tmp_path, files)
    text = record_csv(library.articles.values(), library, build_tree(library.vocabulary.topics), HOST)

    header, first, second = csv.reader(io.StringIO(text, newline=""), strict=True)
    row = dict(zip(header, second, strict=True))
    assert tuple(header) == COLUMNS
    assert dict(zip(header, first, strict=True))["mulai"] == "2019-05-12T08:00"
    assert row["judul"] == "'=HYPERLINK(\"x\") karangan"
    assert row["alamat"] == "https://uji.example/portal/bimtek/2019/a/"
    assert (row["kuota"], row["peserta"], row["peserta_perempuan"], row["biaya"], row["mata_uang"]) == (
        "30", "28", "12", "0", "",
    )  # fmt: skip
    assert (row["kode_provinsi"], row["provinsi"], row["topik"]) == ("ID-KB", "Kalimantan Barat", "IKM")
