"""Where others are served, over HTTPS."""

from [[name]].settings.base import *

# Behind a proxy that ends TLS and sets the header itself, whatever a client sends, also:
# SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
