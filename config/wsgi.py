"""What the web server calls. Nothing is served from a shop that keeps something undeclared."""

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.checks import Error, run_checks
from django.core.wsgi import get_wsgi_application

django = get_wsgi_application()

# Only now is it sure what stands: the front draws pages and needs the rooms ready.
from boxmalls.privacy.rights.erasing.gate import Gate  # noqa: E402
from boxmalls.shop.front import Front  # noqa: E402

undeclared = [problem for problem in run_checks(tags=["personal_data"]) if isinstance(problem, Error)]
if undeclared:
    raise SystemExit("The register of personal data is not complete:\n" + "\n".join(str(problem) for problem in undeclared))

# A shop that was restored from a backup has forgotten whom it erased, or a safe has. Nobody is served before it is done again.
application = Gate(Front(django))

# What stands now stands until the end: it need not be looked through for garbage again and again.
gc.collect()
gc.freeze()
