"""The clerk's window: screens over desk, and nothing else."""
