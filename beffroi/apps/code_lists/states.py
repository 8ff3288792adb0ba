"""The life of a version: two persons stand between an upload and what everybody reads. Nothing is ever deleted."""

from beffroi.kernel.states import Transitions

DRAFT = "draft"
SUBMITTED = "submitted"
PUBLISHED = "published"
WITHDRAWN = "withdrawn"

VERSION = Transitions(
    [
        (DRAFT, "submit", SUBMITTED),
        (DRAFT, "withdraw", WITHDRAWN),
        (SUBMITTED, "return", DRAFT),
        (SUBMITTED, "publish", PUBLISHED),
        (SUBMITTED, "withdraw", WITHDRAWN),
        (PUBLISHED, "withdraw", WITHDRAWN),
    ],
    initial=DRAFT,
)
