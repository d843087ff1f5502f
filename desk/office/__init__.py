"""The open office: founding, files, keys, people who sit here, settings."""
