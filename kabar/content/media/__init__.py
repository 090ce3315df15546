"""Pictures and attachments: formats, file names, metadata, findings."""
