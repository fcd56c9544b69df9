"""Django's settings, split by concern."""

from .apps import *
from .data import *
from .pages import *
from .security import *
from .sign_in import *
from .work import *

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
