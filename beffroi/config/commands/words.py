"""Reading the words after a command."""

import argparse
from typing import NoReturn

from beffroi.config.supervisor.errors import SupervisorError


class Words(argparse.ArgumentParser):
    """A parser that raises its sentence instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        raise SupervisorError(f"{self.prog}: {message}")
