"""What the person who starts the shop has to be told in words, not in a traceback."""


class Trouble(Exception):  # noqa: N818 -- it is told to a person, not raised at a programmer
    """The shop cannot start or go on; the message says why and what to do."""
