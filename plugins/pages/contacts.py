"""Ways to reach an organisation, as links."""

from plugins.pages.views import Link


def contact_values(contact) -> tuple[Link, ...]:
    """Ways to reach someone as links. Phones are kept in international form without plus."""
    values = []
    if contact.email:
        values.append(Link(contact.email, f"mailto:{contact.email}"))
    if contact.phone:
        values.append(Link(f"+{contact.phone}", f"tel:+{contact.phone}"))
    if contact.whatsapp:
        values.append(Link(f"WhatsApp +{contact.whatsapp}", f"https://wa.me/{contact.whatsapp}"))
    return tuple(values)
