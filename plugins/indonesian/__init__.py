"""How the portal writes dates, zones, money and sizes in Indonesian. Minds only: no face."""
