"""The addresses in the real portal at which each kind of page is found."""

STORY = "/berita/2019/warga-binaan-pontianak-belajar-kerajinan-kayu/"
TRAINING = "/bimtek/2019/kerajinan-kayu-lapas-pontianak/"
EXPORT = "/ekspor/2019/ekspor-kerajinan-dua-angka/"

KINDS = (
    "/", STORY, TRAINING, EXPORT, "/berita/", "/berita/2019/", "/bimtek/", "/bimtek/2019/", "/bimtek/provinsi/id-kb/",
    "/ekspor/", "/ekspor/negara/jp/", "/terkini/", "/topik/", "/topik/ikm/", "/lembaga/", "/lembaga/bbkb/", "/orang/",
    "/orang/edi-eskak/", "/angka/", "/angka/ekspor-kerajinan/", "/tentang/", "/redaksi/", "/koreksi/", "/cari/",
    "/404.html",
)  # fmt: skip
