"""Property tests of the law room: a busy machine is no failure."""

from hypothesis import settings

settings.register_profile("law", deadline=None, derandomize=True)
settings.load_profile("law")
