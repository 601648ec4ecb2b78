"""Ports: whether one can be had, said before anything is started on it."""

import errno
import socket

from collector.errors import CollectorRefusedError


def check_port(host: str, port: int, option: str = "--port") -> None:
    """Raise CollectorRefusedError, naming the port and the `option` that changes it, if it can't be bound."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CollectorRefusedError(explain(error, host, port, option)) from error


def explain(error: OSError, host: str, port: int, option: str = "--port") -> str:
    """Say in one sentence why an address can't be had."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Stop that one or choose another port with {option}."
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by this user. Choose one above 1023 with {option}."
    return f"{host}:{port} can't be served ({error.strerror or error}). Check the host and {option}."
