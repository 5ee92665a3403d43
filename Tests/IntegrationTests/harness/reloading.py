"""Saving as editors do, and what a server that loads the application anew has made of it."""

import re
from pathlib import Path

from harness.running import Server
from harness.waiting import wait_for

SOON = 10


def save(file: Path, text: str) -> None:
    """As most editors do: a new file takes the place of the old one."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text)
    beside.chmod(0o644)
    beside.rename(file)


def wait_for_text(server: Server, text: str, path: str = "/", within: float = SOON) -> None:
    wait_for(f"{text!r} is served", lambda: server.get(path).text == text, within=within, every=0.005)


def reloads(server: Server) -> list[str]:
    """The lines that tell of them."""
    return re.findall(r"^Reloaded in .*$", server.output, re.MULTILINE)


def wait_for_generation(server: Server, number: int) -> None:
    server.wait_for_output(rf"generation {number} serves", within=SOON)
