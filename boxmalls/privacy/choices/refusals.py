"""What is answered when something needs what a person said no to."""

from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import Refusal


class OptedOut(Refusal):
    """The person said no to this."""

    status = 409
    code = "opted-out"
    words = _("You opted out of this, so nothing was kept. You can opt in again under Your data, Your choices.")


class FeatureStopped(OptedOut):
    """A feature does not run, because the person said no to something that it cannot do without."""

    code = "feature-stopped"
    words = _("%(feature)s: stopped, because you opted out of what it needs. Nothing was changed. You can opt in again under Your data, Your choices.")
