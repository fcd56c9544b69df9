"""Plans lived in a shop of their own, the one that the environment names: `python -m tests.rights.twin SEED EXAMPLES PEOPLE MOMENTS`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()

    from tests.rights.twin.joined import live_joined

    live_joined(*map(int, sys.argv[1:]))
