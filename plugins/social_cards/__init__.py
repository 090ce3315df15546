"""The card of each entry: the picture that networks show where its page is shared."""
