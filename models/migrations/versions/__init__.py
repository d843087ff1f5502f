"""The schema's versions, one module each, oldest first."""
