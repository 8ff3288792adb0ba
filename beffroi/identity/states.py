"""The life of a digital key, as data."""

from beffroi.kernel.states import Transitions

KEY = Transitions(
    [
        ("pending", "activate", "active"),  # a correct code of the new key (TO-05, TC-07)
        ("pending", "replace", "ended"),  # a newer order came first
        ("active", "lock", "locked"),  # too many wrong codes (TC-05, RL-02)
        ("active", "replace", "ended"),  # the new key is activated
        ("active", "revoke", "ended"),  # its owner or the desk (TC-08)
        ("locked", "replace", "ended"),
        ("locked", "revoke", "ended"),
        ("locked", "unlock", "active"),  # after identification by other means
        ("pending", "revoke", "ended"),
    ],
    initial="pending",
)
