"""The table: one module for each group of options."""

from suite.rows import Group
from table import (
    access,
    compression,
    environ,
    errors,
    files,
    handlers,
    hosts,
    including,
    limits,
    listening,
    logs,
    mounting,
    processes,
    proxies,
    python,
    services,
    status,
    tls,
)

GROUPS: list[Group] = [
    listening.GROUP,
    environ.GROUP,
    mounting.GROUP,
    files.GROUP,
    errors.GROUP,
    compression.GROUP,
    handlers.GROUP,
    including.GROUP,
    access.GROUP,
    tls.GROUP,
    hosts.GROUP,
    proxies.GROUP,
    limits.GROUP,
    processes.GROUP,
    python.GROUP,
    logs.GROUP,
    services.GROUP,
    status.GROUP,
]
