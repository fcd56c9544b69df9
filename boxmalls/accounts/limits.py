"""How often one may knock. Each try counts before anything is looked up, so known and unknown addresses are alike."""

from datetime import timedelta

from boxmalls.base.limits import Limit

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

# From one network: generous, as a household or an office shares one.
SIGN_IN_FROM = Limit("accounts.sign-in.from", 60, 5 * MINUTE)
SIGN_UP_FROM = Limit("accounts.sign-up.from", 40, HOUR)
RECOVERY_FROM = Limit("accounts.recovery.from", 40, HOUR)
PROOF_FROM = Limit("accounts.proof.from", 40, HOUR)

# For one account: failures only. Few from one network, more from all together, so that a stranger cannot lock somebody out quickly.
FAILED_FROM_HERE = Limit("accounts.failed.here", 5, 5 * MINUTE)
FAILED_ANYWHERE = Limit("accounts.failed.anywhere", 50, HOUR)

# For one address: mails that we send there, and codes that are tried for it.
MAIL_TO = Limit("accounts.mail-to", 8, HOUR)
CODE_TRIES = Limit("accounts.code-tries", 10, 15 * MINUTE)

# For one account that is signed in.
CHANGES = Limit("accounts.changes", 60, HOUR)
PASSWORD_TRIES = Limit("accounts.password-tries", 10, 5 * MINUTE)
