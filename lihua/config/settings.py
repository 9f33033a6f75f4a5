"""Every setting of Li Hua, read once from LIHUA_* (docs/operations/settings.md lists them).

What an owner changes while it runs lives in base.SiteOptions instead.
"""

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from lihua.config.environment import (
    env_address,
    env_bool,
    env_choice,
    env_int,
    env_list,
    env_origin,
    env_origins,
    env_secret,
    env_str,
)

PACKAGE = Path(__file__).resolve().parent.parent

# Where everything is stored: database, files, queue, secret. Default ./var
DATA = Path(env_str("DATA", "var")).expanduser().resolve()

# The public address that links, OAuth and passkeys use. Default http://localhost:$PORT
PORT = int(os.environ.get("PORT") or 8000) if (os.environ.get("PORT") or "8000").isdigit() else 8000
URL = env_origin("URL", f"http://localhost:{PORT}")
HOST = urlsplit(URL).hostname or "localhost"
IS_SECURE = URL.startswith("https://")

# Development aids and stack traces in the browser. Never on a public machine. Default no
DEBUG = env_bool("DEBUG", default=False)


# Set by the test suite: a queue in memory, files as they are, no manifest.
TESTING = env_bool("TESTING", default=False)


def _secret_key() -> str:
    """LIHUA_SECRET_KEY, else one made on the first start and kept in the data folder, readable by its owner only."""
    given = env_secret("SECRET_KEY")
    if given:
        return given
    file = DATA / "secret.key"
    try:
        if not file.exists():
            DATA.mkdir(parents=True, exist_ok=True)
            fresh = DATA / f".secret.{os.getpid()}"
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(50))
            try:
                os.link(fresh, file)
            except FileExistsError:  # another process was first; its key counts
                pass
            finally:
                fresh.unlink()
        return file.read_text().strip()
    except OSError as problem:
        raise ImproperlyConfigured(
            f"The data folder {DATA} cannot be written ({problem.strerror}). Set LIHUA_DATA to a folder that can."
        ) from problem


SECRET_KEY = _secret_key()

# Hosts that may be asked for, besides the one in LIHUA_URL
ALLOWED_HOSTS = list({HOST, "localhost", "127.0.0.1", "[::1]", *env_list("ALLOWED_HOSTS")})
CSRF_TRUSTED_ORIGINS = [URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "lihua.ui",  # before allauth: its pages are shown in our look
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.idp.oidc",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "lihua.base",
    "lihua.language",
    "lihua.people",
    "lihua.media",
    "lihua.notifications",
    "lihua.lexicon",
    "lihua.works",
    "lihua.discovery",
    "lihua.library",
    "lihua.trust",
    "lihua.api",
    "lihua.ops",
    "lihua.config",
]

MIDDLEWARE = [
    "lihua.base.middleware.SecurityHeaders",
    "lihua.media.serving.PublicFiles",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "lihua.api.middleware.ApiDoor",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lihua.base.middleware.CountWrites",
    "lihua.people.middleware.PersonMiddleware",
    "lihua.works.middleware.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "lihua.config.urls"
WSGI_APPLICATION = "lihua.config.wsgi.application"
ASGI_APPLICATION = "lihua.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"])],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "lihua.config.navigation.navigation",
            ],
            "builtins": [
                "lihua.ui.templatetags.ui",
                "lihua.language.templatetags.languages",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]


def _database(address: str) -> dict[str, object]:
    """SQLite in the data folder, or PostgreSQL by postgresql://user:password@host:port/name."""
    if not address:
        return {
            "ENGINE": "lihua.base.sqlite",
            "NAME": DATA / "lihua.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {"timeout": 20},
            # A file, so that threads and processes of a test see one database.
            "TEST": {"NAME": DATA / f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.sqlite3"},
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "LIHUA_DATABASE_URL must look like postgresql://user:password@host:5432/name; leave it out for SQLite."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
    }


# PostgreSQL instead of SQLite: postgresql://user:password@host:5432/name
DATABASES = {"default": _database(env_secret("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Valkey or Redis for queue, cache and live updates over several machines: valkey://host:6379/0
VALKEY_URL = env_secret("VALKEY_URL")
if VALKEY_URL and find_spec("redis") is None:
    raise ImproperlyConfigured(
        "LIHUA_VALKEY_URL is set, but the client for it is not installed: .venv/bin/uv pip install redis"
    )

CACHES = {
    # Per process: things that may differ between processes for a minute.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}},
    # Shared by all processes: rate limits of sign-in, one-time things.
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": VALKEY_URL.replace("valkey", "redis", 1)}
        if VALKEY_URL
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "base_cache"}
    ),
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    *(["django.contrib.auth.hashers.MD5PasswordHasher"] if TESTING else []),
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "lihua.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = env_choice("MAIL_CONFIRMATION", ("optional", "mandatory"))
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SIGNUP_FORM_CLASS = "lihua.people.forms.SignUpForm"
ACCOUNT_USER_DISPLAY = "lihua.people.adapter.shown_as"
# Whoever changes a password, an address or a second factor is told by mail, in case it was somebody else.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_SECURE else "http"
# Counted in the shared cache, per network (an IPv6 /64), account or mail address; the rest stays as allauth has it.
# A class of sixty can join or sign in within a lesson; guessing passwords and mailing strangers is slowed down.
ACCOUNT_RATE_LIMITS = {
    "signup": "60/h/ip",
    "login": "60/m/ip",
    "login_failed": "30/10m/ip,300/d/ip,5/5m/key",
    "change_password": "5/m/user,20/h/user",
    "reset_password": "10/m/ip,3/h/key",
    "reset_password_from_key": "20/m/ip,60/h/ip",
    "reauthenticate": "10/m/user,30/h/user",
}
ALLAUTH_RATE_LIMIT_IPV6_PREFIX = 64
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
USERSESSIONS_TRACK_ACTIVITY = False

# Who may join: open, invitation, approval or closed. The owner can change it while it runs.
REGISTRATION = env_choice("REGISTRATION", ("open", "invitation", "approval", "closed"))

# Mail: console by default; smtp://user:password@host:587 (STARTTLS) or smtps://... (TLS)
_mail = urlsplit(env_secret("MAIL_URL", "console:"))
if _mail.scheme not in {"console", "smtp", "smtps", "memory"}:
    raise ImproperlyConfigured("LIHUA_MAIL_URL must begin with smtp://, smtps:// or console: (the default).")
EMAIL_BACKEND = {
    "console": "django.core.mail.backends.console.EmailBackend",
    "memory": "django.core.mail.backends.locmem.EmailBackend",
}.get(_mail.scheme, "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env_str("MAIL_FROM", f"lihua@{HOST}")

# Interface languages; texts may be in any language.
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_NAME = "lihua_language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "files"

# Files in an S3 bucket instead of the data folder: bucket name, endpoint, region, key and secret
S3_BUCKET = env_str("S3_BUCKET")
_files: dict[str, object] = {"BACKEND": "lihua.media.storage.FolderStorage"}
if S3_BUCKET:
    _files = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env_str("S3_ENDPOINT") or None,
            "region_name": env_str("S3_REGION") or None,
            "access_key": env_secret("S3_KEY") or None,
            "secret_key": env_secret("S3_SECRET") or None,
            "default_acl": None,
            "querystring_auth": True,
            "querystring_expire": 300,
            "file_overwrite": True,  # keys are random; the same key is the same file, made again
        },
    }
_static = "whitenoise.storage.CompressedManifestStaticFilesStorage"
if TESTING or DEBUG:
    _static = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES: dict[str, dict[str, object]] = {"default": _files, "staticfiles": {"BACKEND": _static}}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_AUTOREFRESH = TESTING or DEBUG  # else it wants the folder of collected files to exist

# A translation engine that speaks the LibreTranslate protocol: http://localhost:5000 (and its key). Off by default.
LIBRETRANSLATE_URL = env_origin("LIBRETRANSLATE_URL")
LIBRETRANSLATE_KEY = env_secret("LIBRETRANSLATE_KEY")

# A key of DeepL, and its address if it is not DeepL's own. Off by default.
DEEPL_KEY = env_secret("DEEPL_KEY")
DEEPL_URL = env_origin("DEEPL_URL")

# An endpoint of OpenAI's chat completions: http://localhost:8080/v1; its key and the model's name. Off by default.
LLM_URL = env_address("LLM_URL")
LLM_KEY = env_secret("LLM_KEY")
LLM_MODEL = env_str("LLM_MODEL")

# The list of translation packs that `lihua engine add` looks into (JSON, as Argos Translate has it).
PACK_INDEX = env_str("PACK_INDEX", "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json")

# Threads with which a translation pack computes. Default: all cores but one, four at most
PACK_THREADS = env_int("PACK_THREADS", 0)

# Characters that engines translate for one person in a day. Default 200,000
PERSON_CHARACTERS = env_int("PERSON_CHARACTERS", 200_000)

# Origins that outgoing requests may reach although they are not public, such as a local translator.
OUTBOUND_ALLOW = env_origins("OUTBOUND_ALLOW")

# Where the source code of what runs here is found: the licence asks everybody who changed it to say so. Default none
SOURCE_URL = env_str("SOURCE_URL")

# Proxies whose X-Forwarded-For is believed (addresses or networks). Default none
TRUSTED_PROXIES = env_list("TRUSTED_PROXIES")
if IS_SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Processes and threads that serve pages.
WEB_PROCESSES = env_int("WEB_PROCESSES", 2, least=1)
WEB_THREADS = env_int("WEB_THREADS", 4, least=1)

# Threads of the worker, which does what need not be done at once. Default 2
WORKER_THREADS = env_int("WORKER_THREADS", 2, least=1)

# The largest picture that is accepted, in megabytes. Default 20
UPLOAD_MEGABYTES = env_int("UPLOAD_MEGABYTES", 20, least=1)
# How much all pictures of one person may fill, in megabytes. Default 2000
PERSON_MEGABYTES = env_int("PERSON_MEGABYTES", 2000, least=1)
LARGEST_UPLOAD_BYTES = 18 * UPLOAD_MEGABYTES * 1_000_000 + 1_000_000  # a note sent as one form, without script
# Whether words in pictures are read, by the reader of the extra `ocr` on this machine. Default on where it is installed
OCR = env_bool("OCR", default=not TESTING)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_TEMP_DIR = DATA / "uploads"
FILE_UPLOAD_HANDLERS = [
    "lihua.media.uploads.EndAtTheLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "lihua.media.uploads.UntilItIsWhole",
]

SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "lihua_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "lihua_csrf"
CSRF_FAILURE_VIEW = "lihua.ui.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_SECURE else 0

# A function that returns the digest of the page's import map ("sha256-..."), which the script policy lets through.
CSP_IMPORT_MAP = ""

SILENCED_SYSTEM_CHECKS = [
    "files.E001",  # the folder for uploads is made with the first of them
    "security.W001",  # base.middleware.SecurityHeaders stands where Django's SecurityMiddleware would
    "security.W002",  # and says X-Frame-Options too
    "security.W004",  # HSTS needs https: follows from LIHUA_URL
    "security.W008",  # the redirect to https is the front server's work
]

# Log level: debug, info, warning or error. Bodies, addresses and tokens never reach a log.
LOG_LEVEL = env_choice("LOG_LEVEL", ("info", "debug", "warning", "error")).upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"facts": {"()": "lihua.base.logs.FactsFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "facts"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
        "huey": {"level": "WARNING"},
    },
}
