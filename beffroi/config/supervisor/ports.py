"""Whether the TCP ports are free, asked before anything starts."""

import errno
import socket

from beffroi.config.supervisor.errors import SupervisorError

LOOPBACK = "127.0.0.1"


def refuse_taken(ports: dict[str, int]) -> None:
    """`ports`: variable name → port on the loopback. Raises SupervisorError for the first that cannot be had."""
    if len(set(ports.values())) < len(ports):
        raise SupervisorError(f"{', '.join(ports)} must be different ports.")
    for variable, port in ports.items():
        if not 0 < port < 65536:
            raise SupervisorError(f"{variable} takes a port from 1 to 65535, not {port}.")
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
            try:
                probe.bind((LOOPBACK, port))
            except OSError as error:
                raise SupervisorError(_sentence(variable, port, error)) from None


def _sentence(variable: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program: end it, or choose another port with {variable}."
    return f"Port {port} cannot be used ({error.strerror}): choose another with {variable}."
