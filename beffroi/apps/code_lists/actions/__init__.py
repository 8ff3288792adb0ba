"""What changes code lists: loading the reference data, and the two-step publication."""

from beffroi.apps.code_lists.actions.publication import (
    propose_version,
    publish_version,
    return_version,
    submit_version,
    withdraw_version,
)
from beffroi.apps.code_lists.actions.reference import load_reference_lists

__all__ = [
    "load_reference_lists",
    "propose_version",
    "publish_version",
    "return_version",
    "submit_version",
    "withdraw_version",
]
