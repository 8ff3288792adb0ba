"""The WSGI application of whichever service `BEFFROI_SERVICE` names."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beffroi.config.settings")

application = get_wsgi_application()
