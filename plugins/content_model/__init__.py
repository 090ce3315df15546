"""What the portal's words mean: reads ``content/`` into frozen values or a list of problems.

No Pelican, no setting and no clock in here. ``library.load_library`` is the way in.
"""
