"""Tasks, mail and logs."""

from config.env import env

__all__ = [
    "CACHES",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_BACKEND",
    "EMAIL_FILE_PATH",
    "EMAIL_HOST",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_HOST_USER",
    "EMAIL_PORT",
    "EMAIL_TIMEOUT",
    "EMAIL_USE_SSL",
    "EMAIL_USE_TLS",
    "LOGGING",
    "LOGGING_CONFIG",
    "PROCRASTINATE_AUTODISCOVER_MODULE_NAME",
    "PROCRASTINATE_ON_APP_READY",
    "SERVER_EMAIL",
    "TASKS",
]

TASKS = {"default": {"BACKEND": "boxmalls.base.tasks.backend.ProcrastinateBackend", "QUEUES": ["default", "mail", "index"]}}
PROCRASTINATE_ON_APP_READY = "boxmalls.base.tasks.worker.set_up"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if env.mail.host else "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = env.mail.folder or env.home / "mail"
EMAIL_HOST = env.mail.host or "localhost"
EMAIL_PORT = env.mail.port
EMAIL_HOST_USER = env.mail.user
EMAIL_HOST_PASSWORD = env.mail.password
EMAIL_USE_TLS = env.mail.tls == "starttls"
EMAIL_USE_SSL = env.mail.tls == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.mail_from

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
