"""`beffroi worker`: queued and periodic work, each job as the service it belongs to."""

import os

from beffroi.config.commands.words import Words


def main(words: list[str]) -> int:
    parser = Words(prog="beffroi worker")
    parser.add_argument("--at-once", type=int, default=2, metavar="JOBS", help="jobs done side by side")
    given = parser.parse_args(words)
    os.environ["BEFFROI_SERVICE"] = "worker"

    from django.core.management import execute_from_command_line

    from beffroi.config.production import refuse_to_start

    refuse_to_start()
    options = ["--concurrency", str(given.at_once), "--delete-jobs", "successful", "--shutdown-graceful-timeout", "5"]
    execute_from_command_line(["beffroi", "procrastinate", "worker", *options])
    return 0
