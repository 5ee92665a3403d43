"""What the bare process and the library parent say to each other: messages, and with some of them a socket."""

from __future__ import annotations

import os
import socket

from .brood import Listener

LONGEST_MESSAGE = 512 * 1024  # bytes


class ParentProcess:
    """The library parent, as the bare process sees it."""

    __slots__ = ("channel", "pid")

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self.channel = channel

    def send(self, message: str, listener: Listener | None = None) -> bool:
        try:
            send(self.channel, message, listener)
        except OSError:
            return False
        return True

    def receive(self) -> tuple[str, Listener | None]:
        try:
            return receive(self.channel)
        except OSError:
            return "", None

    def is_gone(self) -> bool:
        if os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            return False
        self.channel.close()
        return True


def send(channel: socket.socket, message: str, listener: Listener | None = None) -> None:
    """Two parts: the place of the socket that goes along, or nothing, and the message."""
    content = f"{listener.path if listener else ''}\n{message}"
    socket.send_fds(channel, [content.encode()], [listener.descriptor] if listener else [])


def receive(channel: socket.socket) -> tuple[str, Listener | None]:
    content, descriptors, _, _ = socket.recv_fds(channel, LONGEST_MESSAGE, 1)
    path, _, message = content.decode().partition("\n")
    return message, Listener(descriptors[0], path) if descriptors else None
