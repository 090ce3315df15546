"""Why a command on topics was not done: lines in Indonesian for the editor who typed it."""

from plugins.content_model.command import Stopped


class Refused(Stopped):
    """Nothing was written. ``lines`` say why and how to go on."""
