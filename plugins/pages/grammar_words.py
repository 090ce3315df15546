"""Words of grammar, which tell nothing of what a reader looks for: they stand for no other word of a question."""

_WORDS = """\
ada adalah agar akan apa apakah atau bagaimana bagi bahwa berapa bisa boleh cara dan dapat dari dengan di dimana ialah
ini itu juga kah kapan karena ke kenapa kepada lah mana mengapa oleh pada para saja saya secara serta si siapa tentang
untuk yang a an and are for how in is of or the to what where
"""
GRAMMAR_WORDS = tuple(_WORDS.split())
