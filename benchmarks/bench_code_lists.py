"""The code lists: statements and requests per second of a search, and how fast lists are loaded and exported."""

import json
import os
import subprocess
import sys
import time
from typing import Any

from benchmarks.figures import Figure
from benchmarks.load import ratio
from benchmarks.served import ROOT, environment, prepare, served

SEARCH = "/fr/code-lists/?q=aalter"
MISTYPED = "/fr/code-lists/?q=bruxeles"
IN_A_LIST = "/fr/code-lists/nis-municipalities/?q=aalter"
CODE = "/api/v1/code-lists/nis-municipalities/codes/44001?on=2019-01-01"


def measure() -> list[Figure]:
    prepare()
    inside = _in_django()
    with served("portal") as origin:
        yardstick = f"{origin}/bench/empty"
        search = ratio(origin + SEARCH, yardstick)
        mistyped = ratio(origin + MISTYPED, yardstick, rounds=3)
        code = ratio(origin + CODE, yardstick, rounds=3)
    return [
        Figure("code_lists.search_statements", inside["search"], "statements", 3),
        Figure("code_lists.mistyped_search_statements", inside["mistyped"], "statements", 3),
        Figure("code_lists.list_statements", inside["list"], "statements", 4),
        Figure("code_lists.search_ratio", search, "x empty view", 0.35, "higher"),
        Figure("code_lists.mistyped_search_ratio", mistyped, "x empty view", None, "higher"),
        Figure("code_lists.api_code_ratio", code, "x empty view", None, "higher"),
        *(
            Figure(f"code_lists.export_{name}", rate, "rows/s", None, "higher")
            for name, rate in inside["exports"].items()
        ),
        Figure("code_lists.unchanged_load", inside["unchanged_load"], "ms", 100),
    ]


def _in_django() -> Any:
    """In a process of its own: this one stays without Django."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_code_lists"],
        env=environment(BEFFROI_SERVICE=""),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout)


def _counts() -> dict[str, int]:
    from benchmarks.statements import client, statements

    counted = {}
    with client("portal") as browser:
        for name, page in (("search", SEARCH), ("mistyped", MISTYPED), ("list", IN_A_LIST)):
            browser.get(page)
            counted[name] = len(statements(lambda page=page: browser.get(page)))
    return counted


def _exports() -> dict[str, float]:
    """Rows per second of each form, reading from the database included, on the list of postcodes."""
    from benchmarks.statements import client

    rates = {}
    with client("portal") as browser:
        for form in ("csv", "json", "xlsx", "ttl", "gc.xml"):
            address = f"/api/v1/code-lists/postcodes/export.{form}"
            browser.get(address)
            begun = time.perf_counter()
            browser.get(address)
            rates[form] = 3_137 / (time.perf_counter() - begun)
    return rates


def _unchanged_load() -> float:
    """Milliseconds to find that the reference lists need no loading."""
    from beffroi.apps.code_lists.actions import load_reference_lists
    from beffroi.kernel.actor import system_actor

    begun = time.perf_counter()
    load_reference_lists(by=system_actor("benchmark"))
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    from benchmarks.statements import set_up

    os.environ.setdefault("BEFFROI_SERVICE", "")
    set_up()
    print(json.dumps({**_counts(), "exports": _exports(), "unchanged_load": _unchanged_load()}))
