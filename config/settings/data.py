"""Two clusters: the shop's, and the safe."""

from config.env import env

__all__ = ["DATABASES", "DATABASE_ROUTERS", "DEFAULT_AUTO_FIELD", "MEDIA_ROOT", "MEDIA_URL", "SILENCED_SYSTEM_CHECKS", "TIME_ZONE", "USE_TZ"]

DATABASES = env.databases
DATABASE_ROUTERS = ["config.router.SafeRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
MEDIA_ROOT = env.home / "media"
MEDIA_URL = "/media/"
SILENCED_SYSTEM_CHECKS: list[str] = []
