"""Expressway: a Django project under a real Apache/mod_wsgi, in development as in production.

This module is imported by every way in, so it holds the version and nothing else.
"""

__version__ = "0.1.0"
