"""The life of an announcement. When it is shown is decided by its dates: a published one may still be scheduled."""

from beffroi.kernel.states import Transitions

DRAFT = "draft"
PUBLISHED = "published"
ARCHIVED = "archived"

ANNOUNCEMENT = Transitions(
    [
        (DRAFT, "publish", PUBLISHED),
        (DRAFT, "archive", ARCHIVED),
        (PUBLISHED, "withdraw", DRAFT),
        (PUBLISHED, "archive", ARCHIVED),
        (ARCHIVED, "restore", DRAFT),
    ],
    initial=DRAFT,
)
VERBS = ("publish", "withdraw", "archive", "restore")
