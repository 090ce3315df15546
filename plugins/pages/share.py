"""Plain links that hand a page on; no script of anybody's is loaded."""

from urllib.parse import quote_plus

from plugins.pages.views import Link


def share_links(title: str, address: str) -> tuple[Link, ...]:
    """WhatsApp first, since that is where such news travels. ``address`` is whole."""
    text, url = quote_plus(title), quote_plus(address)
    return (
        Link("WhatsApp", f"https://wa.me/?text={text}+{url}"),
        Link("Telegram", f"https://t.me/share/url?url={url}&text={text}"),
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        Link("X", f"https://x.com/intent/post?text={text}&url={url}"),
        Link("Surel", f"mailto:?subject={text}&body={url}".replace("+", "%20")),
    )
