"""A closed loop of a few browsers on kept connections, from a core of their own, and the comparison of two pages."""

import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.served import CLIENT_CORE

BROWSERS = 4
ROOT = Path(__file__).resolve().parents[1]


def ratio(page: str, yardstick: str, *, cookie: str = "", rounds: int = 7, seconds: float = 1.5) -> float:
    """Requests/s of `page` over those of `yardstick` (both URLs), as the median of alternating rounds."""
    warm = rate(page, cookie=cookie, seconds=1), rate(yardstick, seconds=1)
    assert all(warm)
    return statistics.median(
        rate(page, cookie=cookie, seconds=seconds) / rate(yardstick, seconds=seconds) for _ in range(rounds)
    )


def rate(url: str, *, cookie: str = "", seconds: float = 1.5) -> float:
    """Requests/s, measured by a process on the client's core. A status other than 200 or 304 is an error."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load", url, str(seconds)],
        input=cookie,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{url}: {done.stderr.strip()[-500:]}")
    return float(json.loads(done.stdout)["rate"])


def cookie_header(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def _browse(url: str, cookie: str, until: float, counts: list[int], errors: list[str]) -> None:
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"GET {path} HTTP/1.1", f"Host: {parts.netloc}", "Accept: text/html", "Accept-Language: fr"]
    request = "\r\n".join([*lines, *([f"Cookie: {cookie}"] if cookie else []), "", ""]).encode()
    count = 0
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 80)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while time.monotonic() < until:
                connection.sendall(request)
                _read_answer(connection)
                count += 1
    except (OSError, ValueError) as error:
        errors.append(str(error))
    counts.append(count)


def _read_answer(connection: socket.socket) -> None:
    data = b""
    while (end := data.find(b"\r\n\r\n")) < 0:
        if not (piece := connection.recv(65_536)):
            raise ValueError("The server closed the connection.")
        data += piece
    head = data[:end].lower()
    status = int(head[9:12])
    if status not in {200, 304}:
        raise ValueError(f"status {status}: {data[:300]!r}")
    if (at := head.find(b"content-length:")) >= 0:
        missing = end + 4 + int(head[at + 15 :].split(b"\r\n", 1)[0]) - len(data)
        while missing > 0:
            missing -= len(connection.recv(min(65_536, missing)))
    elif b"transfer-encoding: chunked" in head:
        while not data.endswith(b"0\r\n\r\n"):
            data += connection.recv(65_536)


def main(url: str, seconds: float, cookie: str) -> int:
    os.sched_setaffinity(0, {CLIENT_CORE % (os.cpu_count() or 1)})
    counts: list[int] = []
    errors: list[str] = []
    begun = time.monotonic()
    threads = [
        threading.Thread(target=_browse, args=(url, cookie, begun + seconds, counts, errors)) for _ in range(BROWSERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        print(errors[0], file=sys.stderr)
        return 1
    print(json.dumps({"rate": sum(counts) / (time.monotonic() - begun)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2]), sys.stdin.read().strip()))
