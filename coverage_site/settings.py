"""The settings of the site; each that a deployment may change is read from the environment.

The README lists the variables. `coverage_site/checks.py` explains each bad value in a sentence.
"""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

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
TRANSLATORS = env_path("COVERAGE_TRANSLATORS", DATA_DIR / "translators")


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


# the server would compile queries, for seconds, whose subqueries look dearer than they are
WITHOUT_JIT = "-c jit=off"
POOL = {"min_size": 1, "max_size": 8}  # connections of a process; requests wait for a free one


def database() -> dict[str, Any]:
    """Any PostgreSQL by address, else the embedded one with its data in DATA_DIR.

    An address of anything else gives no database; `checks` says so in a sentence.
    """
    if address := os.environ.get("DATABASE_URL"):
        if not address.startswith(("postgres://", "postgresql://")):
            return {"ENGINE": "django.db.backends.dummy"}
        found: dict[str, Any] = {**dj_database_url.parse(address, conn_health_checks=True)}
        options = found.get("OPTIONS", {})
        given = f"{options.get('options', '')} {WITHOUT_JIT}".strip()
        return found | {"OPTIONS": options | {"options": given, "pool": POOL}}
    return {
        "ENGINE": "coverage_site.postgres.embedded",
        "NAME": "coverage",
        "DATA_DIR": DATA_DIR,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": POOL},
    }


def mail_server() -> dict[str, Any] | None:
    """The options of Django's SMTP backend that COVERAGE_EMAIL_URL says; None without a server."""
    usual_ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    address = urlsplit(os.environ.get("COVERAGE_EMAIL_URL", ""))
    try:
        port = address.port or usual_ports[address.scheme]
    except (KeyError, ValueError):  # `checks` says so in a sentence
        return None
    if not address.hostname:
        return None
    return {
        "host": address.hostname,
        "port": port,
        "username": unquote(address.username or ""),
        "password": unquote(address.password or ""),
        "use_tls": address.scheme == "smtp+tls",
        "use_ssl": address.scheme == "smtps",
        "timeout": 10,
    }


def institution() -> dict[str, Any] | None:
    """The OpenID Connect client of an institution, as django-allauth reads it."""
    name, issuer, client_id, secret = (
        os.environ.get(f"COVERAGE_OIDC_{part}", "")
        for part in ("NAME", "ISSUER", "CLIENT_ID", "SECRET")
    )
    if not (issuer and client_id):
        return None
    return {
        "provider_id": "institution",
        "name": name or (urlsplit(issuer).hostname or issuer),
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer},
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
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "coverage_site.middleware.in_utf8",  # the first: before anything is read
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
    "allauth.account.middleware.AccountMiddleware",
    "coverage_site.middleware.in_one_thread",  # the last: it is for those before it
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

# In the database, so that all processes count log-ins together. Pages are not kept in it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "coverage_site_cache",  # a migration makes it
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # else many addresses would push out one's count
    }
}

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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

SIGN_UP = os.environ.get("COVERAGE_SIGN_UP") or "invitation"
ACCOUNT_ADAPTER = "coverage_site.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"coverage_site.accounts.forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "signup": "SignupForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reauthenticate": "ReauthenticateForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
    }.items()
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is needed by nobody: it is for a lost password
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(env_bool("COVERAGE_BEHIND_PROXY", False))

MFA_FORMS = {
    "authenticate": "coverage_site.accounts.forms.CodeForm",
    "reauthenticate": "coverage_site.accounts.forms.CodeAgainForm",
    "activate_totp": "coverage_site.accounts.forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Parallax"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # none is ever verified

INSTITUTION = institution()
SOCIALACCOUNT_ADAPTER = "coverage_site.accounts.adapters.InstitutionAdapter"
SOCIALACCOUNT_FORMS = {"signup": "coverage_site.accounts.forms.InstitutionSignupForm"}
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another site: see SECURE_CSP
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [INSTITUTION] if INSTITUTION else [],
    }
}

MAIL_SERVER = mail_server()
MAILERS = {"default": {"OPTIONS": MAIL_SERVER or {}}}  # without one, no page sends any
DEFAULT_FROM_EMAIL = os.environ.get("COVERAGE_EMAIL_FROM") or "parallax@localhost"

# Run by `manage.py work`, one process or several, never inside a request.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

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
