"""The settings of the site; each that a deployment may change is read from the environment.

The README lists the variables. `coverage_site/checks.py` explains each bad value in a sentence.
"""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.csp import CSP

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name: str, default: bool) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def env_path(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).expanduser().resolve()


DEMO = env_bool("COVERAGE_DEMO", False)
DEBUG = env_bool("COVERAGE_DEBUG", False)
HTTPS = env_bool("COVERAGE_HTTPS", not (DEMO or DEBUG))
DATA_DIR = env_path("COVERAGE_DATA_DIR", BASE_DIR / ".data")


def secret_key() -> str:
    """The key from the environment; the demo makes one for itself and keeps it."""
    key_file = DATA_DIR / "secret-key"
    if key := os.environ.get("COVERAGE_SECRET_KEY"):
        return key
    if not DEMO:
        return ""
    if not key_file.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        draft = key_file.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # made by another process meanwhile
            os.link(draft, key_file)
        draft.unlink()
    return key_file.read_text()


POOL = {"min_size": 1, "max_size": 8}  # connections of a process; requests wait for a free one


def database() -> dict[str, Any]:
    """Any PostgreSQL by address, else the embedded one with its data in DATA_DIR.

    An address of anything else gives no database; `checks` says so in a sentence.
    """
    if address := os.environ.get("DATABASE_URL"):
        if not address.startswith(("postgres://", "postgresql://")):
            return {"ENGINE": "django.db.backends.dummy"}
        found: dict[str, Any] = {**dj_database_url.parse(address, conn_health_checks=True)}
        return found | {"OPTIONS": found.get("OPTIONS", {}) | {"pool": POOL}}
    return {
        "ENGINE": "coverage_site.postgres.embedded",
        "NAME": "coverage",
        "DATA_DIR": DATA_DIR,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": POOL},
    }


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env_list("COVERAGE_HOSTS", "localhost,127.0.0.1,[::1]" if DEMO or DEBUG else "")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]

INSTALLED_APPS = [
    "coverage_site",
    "annotations",
    "articles",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "coverage_site.urls"
ASGI_APPLICATION = "coverage_site.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coverage_site.views.site",
            ],
        },
    },
]

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "coverage_site.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "coverage_site.storage.StaticFiles"},
}
WHITENOISE_USE_FINDERS = DEMO or DEBUG
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 50 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("COVERAGE_BEHIND_PROXY", False) else None
)
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "DENY"

# A page of the site lives where the site puts it: the apps below say get_absolute_url() only.
ABSOLUTE_URL_OVERRIDES = {
    "articles.story": lambda story: f"/stories/{story.slug}/",
    "articles.article": lambda article: f"/articles/{article.pk}/",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
