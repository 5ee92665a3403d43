"""For the tests: nothing slow, nothing that leaves the machine."""

import os

# The tests need a key, not a secret one.
os.environ.setdefault("SECRET_KEY", "only-for-tests")

from [[name]].settings.base import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
