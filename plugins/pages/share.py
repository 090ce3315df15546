"""Plain links that hand a page on; no script of anybody's is loaded."""

from urllib.parse import urlencode

from plugins.pages.views import Link


def share_links(title: str, address: str) -> tuple[Link, ...]:
    """WhatsApp first, since that is where such news travels. ``address`` is whole."""
    return (
        Link("WhatsApp", "https://wa.me/?" + urlencode({"text": f"{title} {address}"})),
        Link("Telegram", "https://t.me/share/url?" + urlencode({"url": address, "text": title})),
        Link("Facebook", "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": address})),
        Link("X", "https://x.com/intent/post?" + urlencode({"text": title, "url": address})),
        Link("Surel", "mailto:?" + urlencode({"subject": title, "body": address}).replace("+", "%20")),
    )
