"""Where others are served. TLS usually ends at a proxy, which says so in X-Forwarded-Proto."""

from [[name]].settings.base import *

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
