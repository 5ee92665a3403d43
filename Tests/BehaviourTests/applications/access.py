"""Who may come in, from where, and what groups they are in."""

import hashlib


def allow_access(environ, host):
    return "denied" not in environ["REQUEST_URI"]


def check_password(environ, user, password):
    if user == "anna":
        return password == "secret"
    if user == "otto":
        return password == "geheim"
    return None


def get_realm_hash(environ, user, realm):
    passwords = {"anna": "secret"}
    if user not in passwords:
        return None
    return hashlib.md5(f"{user}:{realm}:{passwords[user]}".encode()).hexdigest()


def groups_for_user(environ, user):
    return ["wsgi", "editors"] if user == "anna" else ["readers"]
