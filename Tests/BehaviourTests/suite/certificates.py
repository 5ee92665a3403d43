"""Certificates of one's own, made with openssl: an authority, a server, a client."""

import subprocess
from pathlib import Path

_EXTENSIONS = "subjectAltName=DNS:www.example.test,DNS:example.test,DNS:localhost,IP:127.0.0.1"


def make_certificates(directory: Path) -> None:
    """Writes `ca`, `server` and `client`, each with `.crt` and `.key`, into DIRECTORY."""
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    authority = ["req", "-x509", *curve, "-days", "2", "-subj", "/CN=Authority", "-keyout", "ca.key", "-out", "ca.crt"]
    _openssl(directory, *authority)
    for name, subject in (("server", "/CN=www.example.test"), ("client", "/CN=somebody/O=Clients")):
        _openssl(
            directory,
            "req",
            *curve,
            "-subj",
            subject,
            "-addext",
            _EXTENSIONS,
            "-keyout",
            f"{name}.key",
            "-out",
            f"{name}.csr",
        )
        signing = ["-in", f"{name}.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial"]
        _openssl(directory, "x509", "-req", *signing, "-days", "2", "-copy_extensions", "copy", "-out", f"{name}.crt")


def _openssl(directory: Path, *words: str) -> None:
    finished = subprocess.run(["openssl", *words], cwd=directory, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
