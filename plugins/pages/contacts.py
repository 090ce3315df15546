"""Ways to reach someone, as links."""

from plugins.indonesian.phones import phone_text
from plugins.pages.views import Fact, Link


def contact_values(contact) -> tuple[Link, ...]:
    """Ways to reach ``contact`` as links that tell their kind where it cannot be seen."""
    return tuple(
        Link(f"WhatsApp {link.label}" if fact.label == "WhatsApp" else link.label, link.url)
        for fact in contact_facts(contact)
        for link in fact.values
    )


def contact_facts(contact) -> tuple[Fact, ...]:
    """The same, each below its kind. Numbers are kept in international form without plus."""
    facts = []
    if contact.email:
        facts.append(Fact("Surel", (Link(contact.email, f"mailto:{contact.email}"),)))
    if contact.phone:
        facts.append(Fact("Telepon", (Link(phone_text(contact.phone), f"tel:+{contact.phone}"),)))
    if contact.whatsapp:
        facts.append(Fact("WhatsApp", (Link(phone_text(contact.whatsapp), f"https://wa.me/{contact.whatsapp}"),)))
    return tuple(facts)
