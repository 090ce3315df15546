"""What is raised for an attachment that cannot be opened or read."""

SAVE_AGAIN = "simpan ulang dari aplikasi aslinya"


class Unreadable(ValueError):
    """A file cannot be read. Its text is why, in Indonesian; ``remedy`` is what an editor may do."""

    def __init__(self, why: str, remedy: str = SAVE_AGAIN):
        super().__init__(why)
        self.remedy = remedy
