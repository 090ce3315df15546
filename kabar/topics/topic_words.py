"""Finds the names of topics in a text: labels, synonyms, misspellings and ids, as whole words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import Vocabulary
from kabar.text.folding import fold_label

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


SHORTEST = 4  # letters of a content word; shorter words count only in the name of a topic

# "C++" and "C#" are words; signs elsewhere are not part of a word.
_WORD = re.compile(r"[^\W_]+[+#]*")
# Parts of a body that are no prose: addresses, directives, HTML tags.
_UNREAD = re.compile(r"\]\([^)]*\)|\{\{[^}]*\}\}|https?://\S+|<[^>]*>")


def words_of(text: str) -> list[str]:
    """The words of ``text``, folded, in order."""
    return _WORD.findall(fold_label(text))


def content_words(text: str) -> Iterator[str]:
    """The words of ``text`` without stop words, numbers and short words."""
    for word in words_of(text):
        if len(word) >= SHORTEST and word.isalpha() and word not in STOP_WORDS:
            yield word


def readable(body: str) -> str:
    """``body`` without addresses, directives and tags."""
    return _UNREAD.sub(" ", body)


@dataclass(frozen=True)
class NameIndex:
    """The names of all topics by their first word: (all words, name, id of the topic)."""

    by_first_word: Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]

    def find(self, text: str) -> dict[str, dict[str, int]]:
        """How often ``text`` contains each name, by topic and name; of overlapping names the longer counts."""
        words = words_of(text)
        found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        at = 0
        while at < len(words):
            for parts, name, id in self.by_first_word.get(words[at], ()):
                if tuple(words[at : at + len(parts)]) == parts:
                    found[id][name] += 1
                    at += len(parts) - 1
                    break
            at += 1
        return {id: dict(names) for id, names in found.items()}


def index_names(vocabulary: Vocabulary) -> NameIndex:
    """The index of the names in ``vocabulary``, except names without a letter."""
    entries: dict[str, dict[tuple[str, ...], tuple[str, str]]] = defaultdict(dict)
    for topic in vocabulary.topics.values():
        for name in names_of(topic):
            words = tuple(words_of(name))
            # A single letter numbers a list item; it is not the name of a topic.
            if "".join(words)[1:]:
                entries[words[0]].setdefault(words, (name, vocabulary.find(topic.id) or topic.id))
    return NameIndex({
        first: tuple((words, *entry) for words, entry in sorted(names.items(), key=lambda pair: -len(pair[0])))
        for first, names in entries.items()
    })  # fmt: skip


def names_of(topic: Topic) -> tuple[str, ...]:
    """The names of ``topic``, its label first."""
    # Invalid lists of a file are None in its topic.
    return (topic.label, topic.id, topic.label_en or "", *(topic.synonyms or ()), *(topic.misspellings or ()))
