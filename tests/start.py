"""Loaded before Django's settings: gives the tests a real PostgreSQL, ours or the one DATABASE_URL names."""

import os
from pathlib import Path

os.environ["BEFFROI_SERVICE"] = ""
os.environ.setdefault("BEFFROI_ENVIRONMENT", "acceptance")
os.environ.setdefault("BEFFROI_PASSWORD_MEMORY_KIB", "256")  # the strength is tested once; here it only costs time
os.environ.setdefault("BEFFROI_PASSWORD_ROUNDS", "1")
os.environ.setdefault("BEFFROI_MAINTENANCE_URL", "")  # whatever runs on this machine's port 8000 is not the test's

STATE = Path(__file__).parent.parent / ".state"
(STATE / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing folder, and a warning fails

if "DATABASE_URL" not in os.environ:
    from beffroi.kernel.postgres import ensure

    os.environ["DATABASE_URL"] = ensure(STATE / "postgres", durable=False).url
