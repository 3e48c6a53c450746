"""Settings of every process; what differs between machines comes from the environment (portal.env)."""

from pathlib import Path

from portal import embedded
from portal.env import database, read

ENV = read()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
PORTAL_ENV = ENV.name
PORTAL_VAR = ENV.var
PORTAL_KEYS = ENV.keys
PORTAL_DATE = ENV.date
IS_DEMO = not ENV.is_production

SECRET_KEY = ENV.secret
DEBUG = False
# The machine itself always: the health check of the container asks by its address.
ALLOWED_HOSTS = ["*"] if IS_DEMO and not ENV.hosts else [*ENV.hosts, "localhost", "127.0.0.1"]
# What is printed or sent (QR codes, links) carries this address; empty in the demo: the address the visitor used.
PORTAL_PUBLIC_URL = ENV.public_url
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_filters",
    "django_htmx",
    "axes",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "portal.interface",
    "portal.audit",
    "portal.jobs",
    "portal.tenancy",
    "portal.accounts",
    "portal.api",
    "portal.workflow",
    "portal.documents",
    "portal.notices",
    "portal.external",
    "portal.policy",
    "projects",
    "wagepay",
    "earlywarning",
    "cases",
    "campaigns",
    "portal.administration",
    "portal.oversight",
    "portal.dashboard",
    "portal.operations",
]

MIDDLEWARE = [
    "portal.interface.requests.RequestNumber",
    "portal.interface.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.SignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.lib.htmx.LostSessionRedirect",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "portal.accounts.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "portal.interface.forms.PortalFormRenderer"

# -- data ---------------------------------------------------------------------------------------
_ADDRESSES = embedded.addresses(ENV)
DATABASES = {
    "default": database(ENV.database_url or _ADDRESSES.app),
    "owner": database(ENV.database_owner_url or _ADDRESSES.owner),
    "audit": database(_ADDRESSES.audit),
}
DATABASES["default"] |= {
    "ATOMIC_REQUESTS": True,
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": True,
}
# What a scan lays ready for its rules is read by many statements: it stays in the connection's memory, taken as it is needed.
TEMPORARY_TABLES = "-c temp_buffers=64MB"
DATABASES["default"]["OPTIONS"] |= {"options": f"-c statement_timeout=30000 -c lock_timeout=10000 {TEMPORARY_TABLES}"}
DATABASE_ROUTERS = ["portal.tenancy.routers.AppRole"]
REDIS_URL = ENV.redis_url or _ADDRESSES.redis
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["portal.accounts.hashers.PublicPasswordHasher" if IS_DEMO else "django.contrib.auth.hashers.Argon2PasswordHasher"]
SECOND_FACTOR_DEMANDED = not IS_DEMO
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
# Many clerks share one address behind NAT, so a lock is on (account, address), never on the address alone.
# How many failures, how long: policy figures (portal/accounts/policies.py).
AXES_FAILURE_LIMIT = "portal.accounts.locks.failure_limit"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = "portal.accounts.locks.lock_time"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "portal.accounts.views.locked_out"
AXES_CLIENT_IP_CALLABLE = "portal.accounts.client.address"
AXES_VERBOSE = False
PORTAL_TRUSTED_PROXIES = ENV.trusted_proxies
PORTAL_HEALTH_TOKEN = ENV.health_token
SESSION_ENGINE = "portal.accounts.sessions"
SESSION_COOKIE_NAME = "portal_session" if IS_DEMO else "__Host-portal_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_DEMO
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "portal_csrf" if IS_DEMO else "__Host-portal_csrf"
CSRF_FAILURE_VIEW = "portal.accounts.views.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
# The proxy ends TLS: without its word every form sent over https would look forged. Believed only where one is configured.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PORTAL_TRUSTED_PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# -- work in the background (the roof names what the lower floors call) --------------------------
PORTAL_WAKE = "portal.celery.wake"
PORTAL_JOB_ACTOR = "portal.accounts.actors.actor_of_job"
PORTAL_SCHEDULE = "portal.schedule.SCHEDULE"
PORTAL_PROJECT_IDS = "projects.api.ids_by_code"
PORTAL_RULES = "portal.operations.rules.RULES"

# -- machines ------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["portal.api.authentication.SignedKey"],
    "DEFAULT_PERMISSION_CLASSES": ["portal.api.authentication.HasVerb"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "portal.api.signed_view.plain_errors",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "根治欠薪监管平台接口",
    "DESCRIPTION": "供考勤设备和银行系统使用。密钥由租户管理员签发；每个请求都要签名。",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/",
    "DISABLE_ERRORS_AND_WARNINGS": False,
}

# -- what leaves the portal (empty: in the demo shown on a page, in production not offered) -------
PORTAL_MAIL = ENV.mail
PORTAL_SMS_GATEWAY = ENV.sms_gateway
DEFAULT_FROM_EMAIL = ENV.mail.sender

# -- language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_THOUSAND_SEPARATOR = False
FILTERS_EMPTY_CHOICE_LABEL = "不限"

# -- static files -------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static_root"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder", "portal.assets.PackageFinder", "portal.assets.VendorFinder"]
# The demo serves the files as they lie; production serves what collectstatic hashed and compressed.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if IS_DEMO else "portal.assets.AssetStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = IS_DEMO

# -- uploads ------------------------------------------------------------------------------------
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Nothing that arrives touches the disk in clear: what is over a megabyte is sealed on its way there.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler", "portal.lib.uploads.SealedUploadHandler"]
UPLOAD_MAX_BYTES = 30 * 1024 * 1024
PORTAL_CLAMD = ENV.clamd

# -- seals --------------------------------------------------------------------------------------
PORTAL_SEAL = ENV.seal
PORTAL_SEAL_URL = ENV.seal_url
PORTAL_SEAL_SECRET = ENV.seal_secret

# -- warnings that are decided ------------------------------------------------------------------
SILENCED_SYSTEM_CHECKS = ["axes.W003", "axes.W006"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.lib.logs.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "portal.request": {"level": "INFO"},
        # Django's own handlers would send mail or print tracebacks.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
