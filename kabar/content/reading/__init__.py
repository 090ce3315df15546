"""Read the files of ``content/`` into documents, summaries and lists."""
