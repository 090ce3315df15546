"""Why a command on topics was not done: lines in Indonesian for the editor who typed it."""


class Refused(Exception):
    """Nothing was written. ``lines`` say why and how to go on."""

    def __init__(self, *lines: str):
        super().__init__("\n".join(lines))
        self.lines = lines
