"""What the person who starts the shop has to be told in words, not in a traceback."""


class Trouble(Exception):
    """The shop cannot start or go on; the message says why and what to do."""
