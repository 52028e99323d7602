import os
import warnings

from django.core.asgi import get_asgi_application
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coverage_site.settings")
# WhiteNoise hands files over in synchronous pieces; they are small and read before the answer.
warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")
application = get_asgi_application()

from .checks import check_serving  # noqa: E402  (settings come first)

if problems := check_serving():
    raise ImproperlyConfigured(" ".join(f"{problem.msg} {problem.hint}" for problem in problems))
