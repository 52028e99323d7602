import os

from django.core.asgi import get_asgi_application
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coverage_site.settings")
application = get_asgi_application()

from .checks import check_serving  # noqa: E402  (settings come first)

if problems := check_serving():
    raise ImproperlyConfigured(" ".join(f"{problem.msg} {problem.hint}" for problem in problems))
