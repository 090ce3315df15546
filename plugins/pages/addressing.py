"""Which file answers an address."""


def save_as(url: str) -> str:
    """The file that answers ``url``: a folder's index, or the file that it names."""
    path = url.strip("/")
    if "." in path.rpartition("/")[2]:
        return path
    return f"{path}/index.html" if path else "index.html"
