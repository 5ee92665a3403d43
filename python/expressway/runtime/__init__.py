"""What runs inside the WSGI processes.

The engine copies this package into the server root, and the generated `handler.wsgi` loads it from there as the
top-level module `expressway_runtime`: nothing here may depend on the rest of `expressway`, nor on more than the
standard library. Python 3.8 or later.
"""

from .handler import ApplicationHandler

__all__ = ["ApplicationHandler"]
