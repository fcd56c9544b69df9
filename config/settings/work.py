"""Tasks, mail and logs."""

from config.env import env

__all__ = [
    "CACHES",
    "COURIERS",
    "DEFAULT_FROM_EMAIL",
    "LOGGING",
    "LOGGING_CONFIG",
    "MAILERS",
    "PHONE_RELAY",
    "PRIVACY_MAILBOX",
    "PROCRASTINATE_AUTODISCOVER_MODULE_NAME",
    "PROCRASTINATE_ON_APP_READY",
    "RELAY_AUTHSERV",
    "RELAY_DOMAIN",
    "RELAY_MAILBOX",
    "SERVER_EMAIL",
    "TASKS",
]

TASKS = {"default": {"BACKEND": "boxmalls.base.tasks.backend.ProcrastinateBackend", "QUEUES": ["default", "mail", "index"]}}
PROCRASTINATE_ON_APP_READY = "boxmalls.base.tasks.worker.set_up"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None

MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.mail.host,
            "port": env.mail.port,
            "username": env.mail.user,
            "password": env.mail.password,
            "use_tls": env.mail.tls == "starttls",
            "use_ssl": env.mail.tls == "tls",
            "timeout": 20,
        },
    }
    if env.mail.host
    else {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(env.mail.folder or env.home / "mail")},
    }
}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.mail_from

PRIVACY_MAILBOX = env.mailbox
PHONE_RELAY = env.phone_relay
COURIERS = env.couriers
RELAY_MAILBOX = env.relay_mailbox
RELAY_DOMAIN = env.relay_domain
RELAY_AUTHSERV = env.relay_authserv

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "boxmalls.base.logs.AllowListed"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": env.log_level},
    "loggers": {"procrastinate": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
