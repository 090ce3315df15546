# Every command of the portal. `make` alone lists them: each target tells its purpose after ##.
# Works with GNU make 3.81, which macOS has.

PYTHON3 ?= python3
PYTHON := .venv/bin/python

# What a command may be given. Values go to Python by the environment and never into a recipe, so
# that quotes, $, backticks, spaces and newlines arrive as they were typed; $(value) keeps make
# from expanding them on the way.
CONTENT ?= content
OUTPUT_FROM := $(origin OUTPUT)
OUTPUT ?= output
VARIABLES := CONTENT OUTPUT BUILD_DATE SITEURL PORT JOBS ALASAN RIWAYAT DEPLOY_REMOTE DEPLOY_BRANCH TERBIT PERTAMA TARIK \
  PADATKAN KLASTER KLASTER_TANPA_TLS SIMPANAN BAGIAN_KE NAMA DEFINISI LAMA BARU DARI KE TERAPKAN BERKAS BENTUK \
  FORMAT RINCI BAGIAN JUDUL TERAS TOPIK MULAI SELESAI PENYELENGGARA TEMPAT PROVINSI \
  CARA KOTA AKSES BIAYA KUOTA LEWAT FORMULIR TUTUP NARAHUBUNG WHATSAPP SUREL FOLDER WXR UMPAN UNGGAHAN TABEL
override CONTENT := $(value CONTENT)
override OUTPUT := $(value OUTPUT)
override BUILD_DATE := $(value BUILD_DATE)
override SITEURL := $(value SITEURL)
override PORT := $(value PORT)
override JOBS := $(value JOBS)
override ALASAN := $(value ALASAN)
override RIWAYAT := $(value RIWAYAT)
override DEPLOY_REMOTE := $(value DEPLOY_REMOTE)
override DEPLOY_BRANCH := $(value DEPLOY_BRANCH)
override TERBIT := $(value TERBIT)
override PERTAMA := $(value PERTAMA)
override TARIK := $(value TARIK)
override PADATKAN := $(value PADATKAN)
override KLASTER := $(value KLASTER)
override KLASTER_TANPA_TLS := $(value KLASTER_TANPA_TLS)
override SIMPANAN := $(value SIMPANAN)
override BAGIAN_KE := $(value BAGIAN_KE)
override NAMA := $(value NAMA)
override DEFINISI := $(value DEFINISI)
override LAMA := $(value LAMA)
override BARU := $(value BARU)
override DARI := $(value DARI)
override KE := $(value KE)
override TERAPKAN := $(value TERAPKAN)
override BERKAS := $(value BERKAS)
override BENTUK := $(value BENTUK)
override FORMAT := $(value FORMAT)
override RINCI := $(value RINCI)
override BAGIAN := $(value BAGIAN)
override JUDUL := $(value JUDUL)
override TERAS := $(value TERAS)
override TOPIK := $(value TOPIK)
override MULAI := $(value MULAI)
override SELESAI := $(value SELESAI)
override PENYELENGGARA := $(value PENYELENGGARA)
override TEMPAT := $(value TEMPAT)
override PROVINSI := $(value PROVINSI)
override CARA := $(value CARA)
override KOTA := $(value KOTA)
override AKSES := $(value AKSES)
override BIAYA := $(value BIAYA)
override KUOTA := $(value KUOTA)
override LEWAT := $(value LEWAT)
override FORMULIR := $(value FORMULIR)
override TUTUP := $(value TUTUP)
override NARAHUBUNG := $(value NARAHUBUNG)
override WHATSAPP := $(value WHATSAPP)
override SUREL := $(value SUREL)
override WXR := $(value WXR)
override FOLDER := $(value FOLDER)
override UMPAN := $(value UMPAN)
override UNGGAHAN := $(value UNGGAHAN)
override TABEL := $(value TABEL)
export $(VARIABLES)

# Locks as they are written here: for every system, with hashes.
LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: help
help:  ## Daftar semua perintah ini
	@awk -F ':[^#]*## *' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' Makefile

.PHONY: html
html: .venv/.runtime  ## Bangun portal ke output/ (CONTENT= OUTPUT= BUILD_DATE= JOBS= ALASAN=/alamat/ RINCI=1 KLASTER= SIMPANAN=)
	@$(PYTHON) -m kabar.build

.PHONY: serve
serve: .venv/.runtime  ## Pratinjau dengan draf di http://127.0.0.1:8000 (PORT= CONTENT= BUILD_DATE=)
	@$(PYTHON) -m kabar.preview

.PHONY: penyunting-siap
penyunting-siap: .venv/.runtime  ## Unduh paket penyunting di peramban; make serve melakukannya sendiri bila perlu
	@$(PYTHON) -m kabar.cms.cms_package

.PHONY: peragaan
peragaan: .venv/.runtime  ## Pratinjau portal karangan yang ramai, bimtek dalam semua keadaan (PORT= BUILD_DATE=)
	@$(PYTHON) -m bench.demonstration

.PHONY: pratinjau
pratinjau: .venv/.runtime  ## Bangun pratinjau dengan draf ke output/ (CONTENT= OUTPUT= BUILD_DATE=)
	@$(PYTHON) -m kabar.build --preview

.PHONY: check
check: .venv/.runtime  ## Periksa seluruh isi tanpa membangun (CONTENT= BUILD_DATE= FORMAT=teks|github|json)
	@$(PYTHON) -m kabar.editing.check "$$CONTENT"

.PHONY: rapikan
rapikan: .venv/.runtime  ## Rapikan teks tempelan atau nama sebuah berkas (BERKAS=content/…; BENTUK=panjang; TERAPKAN=1 menuliskannya)
	@$(PYTHON) -m kabar.editing.tidy

.PHONY: impor
impor: .venv/.runtime  ## Pindahkan arsip lama (WXR=ekspor.xml, FOLDER=situs, atau UMPAN=atom.xml; UNGGAHAN=uploads; TERAPKAN=1 menuliskannya)
	@$(PYTHON) -m kabar.importing

.PHONY: impor-bimtek
impor-bimtek: .venv/.runtime  ## Tulis draf bimtek dari tabel jadwal (TABEL=jadwal.xlsx, .ods, atau .csv; TERAPKAN=1 menuliskannya)
	@$(PYTHON) -m kabar.importing.tables.training_import

.PHONY: impor-angka
impor-angka: .venv/.runtime  ## Catat angka ekspor dari tabel di buku angka (TABEL=ekspor.xlsx, .ods, atau .csv; TERAPKAN=1 menuliskannya)
	@$(PYTHON) -m kabar.importing.tables.figure_import

.PHONY: impor-surat
impor-surat: .venv/.runtime  ## Usulkan draf bimtek dari surat pengumuman (BERKAS=pengumuman.docx; TERAPKAN=1 menuliskannya)
	@$(PYTHON) -m kabar.importing.letters.letter_import

.PHONY: antrean-terbit
antrean-terbit: .venv/.runtime  ## Tampilkan yang terjadwal dan kapan portal perlu dibangun lagi (FORMAT=teks|json RINCI=1)
	@$(PYTHON) -m kabar.editing.queue

.PHONY: berita
berita: .venv/.runtime  ## Tulis berkas berita baru (JUDUL="…" TERAS="…" TOPIK="ikm, batik")
	@$(PYTHON) -m kabar.editing.new_entry berita

.PHONY: bimtek
bimtek: .venv/.runtime  ## Tulis berkas bimtek baru; menanyakan yang perlu (JUDUL= TERAS= MULAI= … : lihat panduan)
	@$(PYTHON) -m kabar.editing.new_entry bimtek

.PHONY: ekspor
ekspor: .venv/.runtime  ## Tulis berkas kabar ekspor baru (JUDUL="…" TERAS="…" TOPIK="ekspor")
	@$(PYTHON) -m kabar.editing.new_entry ekspor

.PHONY: tulis
tulis: .venv/.runtime  ## Tulis berkas baru di bagian mana pun (BAGIAN=berita JUDUL="…")
	@$(PYTHON) -m kabar.editing.new_entry "$$BAGIAN"

.PHONY: topik
topik: .venv/.runtime  ## Tampilkan semua topik, jumlah tulisannya, dan yang perlu dirapikan (CONTENT=)
	@$(PYTHON) -m kabar.editing.topics.topic_list

.PHONY: topik-baru
topik-baru: .venv/.runtime  ## Tulis berkas topik baru (NAMA="Kain tenun" DEFINISI="…")
	@$(PYTHON) -m kabar.editing.topics.topic_new

.PHONY: topik-ubah
topik-ubah: .venv/.runtime  ## Ganti id topik di semua berkas (LAMA=id BARU=id; TERAPKAN=1 menuliskannya)
	@$(PYTHON) -m kabar.editing.topics.topic_rename

.PHONY: topik-gabung
topik-gabung: .venv/.runtime  ## Gabungkan satu topik ke topik lain (DARI=id KE=id; TERAPKAN=1 menuliskannya)
	@$(PYTHON) -m kabar.editing.topics.topic_merge

.PHONY: topik-saran
topik-saran: .venv/.runtime  ## Usulkan topik untuk sebuah tulisan (BERKAS=content/berita/….md)
	@$(PYTHON) -m kabar.editing.topics.topic_suggest

.PHONY: siaran
siaran: .venv/.runtime  ## Siapkan pesan WhatsApp dan selebaran sebuah bimtek (BERKAS=content/bimtek/….md)
	@$(PYTHON) -m kabar.editing.announce

.PHONY: publish
publish: .venv/.runtime  ## Bangun untuk umum (SITEURL=https://host/sub CONTENT= OUTPUT= BUILD_DATE= PADATKAN=1 RINCI=1 KLASTER= SIMPANAN=)
	@$(PYTHON) -m kabar.build --publish

.PHONY: gambar
gambar: .venv/.runtime  ## Buat satu bagian gambar lebih dulu, untuk beberapa mesin (BAGIAN_KE=1/4 SIMPANAN=folder atau s3://… KLASTER= JOBS=)
	@$(PYTHON) -m kabar.build.picture_share

.PHONY: klaster-siap
klaster-siap: .venv/.klaster  ## Pasang kebutuhan KLASTER= dan SIMPANAN=s3://… (docs/how-to/several-machines.md)

.PHONY: klaster
klaster: .venv/.klaster  ## Nyalakan penjadwal dan pekerja Dask di mesin ini sampai Ctrl-C (JOBS= KLASTER=tcp://127.0.0.1:8786)
	@$(PYTHON) -m kabar.cluster

.PHONY: deploy
deploy: .venv/.runtime  ## Bangun untuk alamat portal lalu terbitkan ke cabang gh-pages (RIWAYAT=1 TERBIT=berkas atau alamat PERTAMA=1 LAMA="nama lama" TARIK=/alamat/)
	@$(PYTHON) -m kabar.publish

.PHONY: portal-baru
portal-baru: .venv/.runtime  ## Buat portal sendiri di folder baru (NAMA="Kabar Perajin Sleman" FOLDER=../kabar-sleman)
	@$(PYTHON) -m kabar.starter.new_portal

.PHONY: mutakhirkan
mutakhirkan: .venv/.runtime  ## Ambil generator yang lebih baru (DARI=repositori KE=1.2.0 RINCI=1; TERAPKAN=1 menuliskannya)
	@$(PYTHON) -m kabar.starter.generator_update

.PHONY: lint
lint: .venv/.dev  ## Periksa tulisan kode: ruff, mypy, codespell
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m mypy
	@$(PYTHON) -m codespell_lib kabar plugins bench docs CONTRIBUTING.md $(if $(wildcard generator.yaml),,README.md)

# Tests start our code many times over: what is compiled is kept, also where the environment says otherwise.
TESTS := PYTHONDONTWRITEBYTECODE= $(PYTHON) -m pytest -n 2 --dist worksteal

.PHONY: test
test: lint .venv/.klaster  ## Jalankan semua tes; memasang peramban bila belum ada
	@sh tests/install_tools.sh
	$(TESTS) -m "not long"

.PHONY: test-long
test-long: lint .venv/.klaster .cache/s3/.made  ## Jalankan semua tes beserta bentuk panjangnya
	@sh tests/install_tools.sh
	$(TESTS)

.PHONY: expected
expected: .venv/.dev  ## Perbarui halaman acuan tes (UPDATE_EXPECTED=1); baca bedanya seperti kode
	UPDATE_EXPECTED=1 $(PYTHON) -m pytest -q -k expected tests/theme tests/site tests/mistakes tests/kabar/editing tests/kabar/cms

# Pictures of pages are no portal: they go elsewhere unless told where.
.PHONY: tangkapan-layar
tangkapan-layar: .venv/.dev  ## Potret setiap jenis halaman, lebar dan skema, untuk dilihat (OUTPUT=)
	@sh tests/install_tools.sh
	@$(if $(filter undefined,$(OUTPUT_FROM)),OUTPUT=.cache/tangkapan-layar) $(PYTHON) -m tests.browser.screenshots

.PHONY: bench
bench: .venv/.dev .cache/bench/peers/.made  ## Ukur kecepatan terhadap Hugo dan Pelican; hasilnya dicatat di bench/RESULTS.md
	@$(PYTHON) -m bench.compare

.PHONY: bench-besar
bench-besar: .venv/.dev  ## Ukur kecepatan dengan 100.000 tulisan karangan; hasilnya dicatat di bench/RESULTS.md
	@$(PYTHON) -m bench.compare --name bench-besar --sizes 10000 100000 --clean-rounds 0 --alone

.PHONY: bench-jutaan
bench-jutaan: .venv/.dev  ## Ukur sekali dengan 1.000.000 tulisan karangan (berjam-jam, 75 GB); hasilnya dicatat di bench/RESULTS.md
	@$(PYTHON) -m bench.compare --name bench-jutaan --sizes 1000000 --rounds 1 --clean-rounds 0 --alone

.PHONY: bench-klaster
bench-klaster: .venv/.dev .venv/.klaster  ## Ukur klaster: kerja per pekerja, biaya kirim, memori, dilanjutkan sesudah mati; hasilnya di bench/RESULTS.md
	@$(PYTHON) -m bench.cluster

.PHONY: lighthouse
lighthouse: .venv/.dev bench/node_modules/.package-lock.json  ## Ukur lima halaman dengan Lighthouse (perlu Node.js); hasilnya dicatat di bench/RESULTS.md
	@sh tests/install_tools.sh
	@$(PYTHON) -m bench.lighthouse

.PHONY: lock
lock: .cache/lock/bin/uv  ## Kunci ulang versi di requirements*.txt
	@.cache/lock/bin/uv pip compile $(LOCK) requirements.in --output-file requirements.txt
	@.cache/lock/bin/uv pip compile $(LOCK) requirements-klaster.in --output-file requirements-klaster.txt
	@.cache/lock/bin/uv pip compile $(LOCK) requirements-dev.in --output-file requirements-dev.txt

.PHONY: clean
clean:  ## Hapus semua yang dibuat perintah-perintah ini
	@rm -rf output .cache .venv bench/node_modules .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Made once, and again when a lock changes.
.venv/.runtime: requirements.txt
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Perlu Python 3.11 atau lebih baru; $(PYTHON3) di sini: $$($(PYTHON3) --version 2>&1)." \
	    "Pasang dulu, atau tunjukkan: make html PYTHON3=python3.12" >&2; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || $(PYTHON3) -m venv --clear .venv || { \
	  echo "Lingkungan Python tidak dapat dibuat; di Debian dan Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Memasang kebutuhan ke .venv …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.txt
	@echo "Memasang kebutuhan pengembang ke .venv …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/.klaster: .venv/.runtime requirements-klaster.txt
	@echo "Memasang kebutuhan klaster ke .venv …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-klaster.txt
	@touch $@

# A server that speaks S3, for the long tests. It needs an older python-dateutil than the portal, so it has a venv.
.cache/s3/.made: tests/s3-server.txt .venv/.runtime
	@$(PYTHON) -m venv --clear .cache/s3
	@.cache/s3/bin/python -m pip install --quiet --disable-pip-version-check -r tests/s3-server.txt
	@touch $@

# What the press is compared with; nothing of it is needed to build or to test.
.cache/bench/peers/.made: bench/peers.txt .venv/.runtime
	@$(PYTHON) -m venv --clear .cache/bench/peers
	@.cache/bench/peers/bin/python -m pip install --quiet --disable-pip-version-check -r bench/peers.txt
	@touch $@

bench/node_modules/.package-lock.json: bench/package-lock.json
	@npm ci --prefix bench --no-audit --no-fund --loglevel=error
	@touch $@

.cache/lock/bin/uv: .venv/.runtime
	@$(PYTHON) -m venv --clear .cache/lock
	@.cache/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
