"""Indonesian words that say nothing of a subject: of grammar, and of every newsroom's day."""

_WORDS = """\
ada adalah adapun agar akan akhirnya akibat aku amat anda antar antara apa apabila apakah apalagi asal
atas atau awal bagai bagaimana bagi bahkan bahwa baik baru bawah beberapa begitu belakang belum benar
berada berapa berarti berasal berbagai berbeda berdasarkan berikut berikutnya bermacam bersama berupa
besar bila bisa boleh bukan bukankah cara cukup dahulu dalam dan dapat dari daripada dekat demi demikian
dengan depan di dia diberi diberikan dibuat didapat diketahui dilakukan dimana dipakai diri disebut ditulis
dua dulu empat enam guna hal hampir hanya harap hari harus hendak hingga ia ialah ikut ini itu jadi jangan
jauh jelas jenis jika juga jumlah justru kadang kali kalau kami kamu kapan karena kata ke keadaan kecuali
kedua keluar kembali kemudian kepada kerap ketiga ketika khusus kini kita kurang lagi lah lain lainnya
lalu lama langsung lebih lewat lima luar maka makin mampu mana masih masing maupun melainkan melakukan
melalui melihat memang memberi memberikan membuat memiliki mempunyai menjadi mengenai menggunakan menurut
mereka merupakan meski meskipun minggu misalnya mudah mulai mungkin nah namun nanti nya oleh orang pada
padahal paling para pasti per perlu pernah pertama pula pun punya saat saja salah sama sambil sampai sana
sangat satu saya seakan sebab sebagai sebagian sebanyak sebelah sebelum sebelumnya sebenarnya sebuah secara
sedang sedangkan sedikit segala segera sehingga sejak sejumlah sekali sekaligus sekarang sekitar selain
selalu selama selesai seluruh semakin semua semula sendiri seorang seperti serta sering sesuatu sesudah
setelah setiap siapa suatu sudah supaya tahun tak tanpa tapi telah tempat tentang tentu terakhir terhadap
terjadi terlalu termasuk ternyata tersebut terus tetap tetapi tiap tidak tiga tinggi turut ujar ujarnya
umum untuk waktu walaupun yaitu yakni yang
januari februari maret april mei juni juli agustus september oktober november desember
senin selasa rabu kamis jumat sabtu wib wita wit
tulisan berita kabar jelasnya katanya menjelaskan mengatakan menyatakan menyampaikan
"""

STOP_WORDS = frozenset(_WORDS.split())
