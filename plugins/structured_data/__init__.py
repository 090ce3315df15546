"""What pages say to machines in schema.org's words, as JSON-LD. Minds only: no face."""
