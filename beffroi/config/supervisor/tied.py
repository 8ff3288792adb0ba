"""Becomes another program, tied to the supervisor's life: killed outright, it takes its children with it.

Run as `python -m beffroi.config.supervisor.tied PARENT COMMAND …`. Linux only; elsewhere just becomes the program.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == parent:  # else it died before the tie held
        os.execv(command[0], command)  # noqa: S606  # the supervisor's own words, no shell


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
