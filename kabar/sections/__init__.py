"""The sections of the portal: one entry of a registry for each."""
