"""Two clusters: the shop's, and the safe."""

from config.env import env

__all__ = [
    "BACKUP_DAYS",
    "BACKUP_FOLDER",
    "DATABASES",
    "DATABASE_ROUTERS",
    "DEFAULT_AUTO_FIELD",
    "LOG_FOLDER",
    "MEDIA_ROOT",
    "MEDIA_URL",
    "SAFE_BACKUP_FOLDER",
    "SHOP_BACKUP_DAYS",
    "SILENCED_SYSTEM_CHECKS",
    "TIME_ZONE",
    "USE_TZ",
]

CONNECTIONS = {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": False}
STATEMENTS = {"server_side_binding": True, "prepare_threshold": 3}
DATABASES = {alias: {**database, **CONNECTIONS, "OPTIONS": {**database.get("OPTIONS", {}), **STATEMENTS}} for alias, database in env.databases.items()}
DATABASE_ROUTERS = ["config.router.SafeRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
BACKUP_DAYS = env.backup_days
BACKUP_FOLDER = env.backup_folder
LOG_FOLDER = env.home / "log"
MEDIA_ROOT = env.home / "media"
MEDIA_URL = "/media/"
SAFE_BACKUP_FOLDER = env.safe_backup_folder
SHOP_BACKUP_DAYS = env.shop_backup_days
SILENCED_SYSTEM_CHECKS: list[str] = []
