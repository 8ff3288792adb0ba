"""The WSGI application of whichever service `BEFFROI_SERVICE` names."""

import os

from django.core.wsgi import get_wsgi_application

from beffroi.config.production import exit_if_refused

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beffroi.config.settings")

application = get_wsgi_application()
exit_if_refused()
