"""Profile files as teams could have them, always the same."""

from __future__ import annotations

DEPTH = 10
"""Profiles that extend each other, the first of which extends none."""
LARGEST_BYTES = 1024 * 1024
MOST_PROFILES = 2000
"""With these, a file of the largest size has nearly as many values as the reader takes."""

ORDINARY = """\
# yaml-language-server: $schema=.expressway/schema.json
version: 1
default: development
profiles:
  base:
    abstract: true
    description: What all of us have in common.
    processes: 2
    threads: 5
    log-level: info
    python-path: [src]
    environment: {DATABASE_URL: "${DATABASE_URL:-sqlite:///db.sqlite3}", LANGUAGE: en}
  development:
    extends: base
    port: 8001
    reload-on-changes: true
    python-path: {append: [tools]}
    environment: {DEBUG: 1}
  ci:
    extends: base
    port: 8100
    startup-timeout: 30
  production:
    extends: base
    processes: 8
    max-clients: 400
    access-log: true
    environment: {DEBUG: null}
"""


def thousand_profiles() -> str:
    return "".join([_head(), *(_profile(number) for number in range(1000))])


def largest_file() -> str:
    """As many bytes as a profile file may have; the rest is comments, as it is in files that people write."""
    profiles = "".join(_profile(number) for number in range(MOST_PROFILES))
    text = _head() + profiles
    comment = "# What this is for, and who wants to know: ask the team that wrote it down.\n"
    comments, left = divmod(LARGEST_BYTES - len(text), len(comment))
    return _head() + comment * comments + "#" * max(0, left - 1) + "\n" * min(1, left) + profiles


def _head() -> str:
    return f"version: 1\ndefault: profile-{DEPTH - 1:04}\nprofiles:\n"


def _profile(number: int) -> str:
    parent = f"    extends: profile-{number - 1:04}\n" if number % DEPTH else ""
    return f"""\
  profile-{number:04}:
{parent}\
    processes: {number % 8 + 1}
    threads: {number % 16 + 1}
    port: {8000 + number}
    server-name: host-{number}.example.com
    {"access-log" if number % 2 else "reload-on-changes"}: true
    python-path: {{append: [src-{number}]}}
    environment: {{NUMBER: {number}, DATABASE_URL: "${{DATABASE_URL:-postgres:///database-{number}}}"}}
"""
