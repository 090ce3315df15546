"""Pictures that social networks show of a shared page."""
