"""The test authority's responder as a process: `python -m beffroi.partners.eid.fake FOLDER PORT`. Loopback only."""

import contextlib
import errno
import sys
from pathlib import Path

from beffroi.partners.eid.fake.responder import serve


def main(folder: str, port: str) -> int:
    try:
        server = serve(Path(folder), int(port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.stderr.write(f"Port {port} is taken: choose another with BEFFROI_EID_RESPONDER_PORT.\n")
        return 1
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
