"""How long, how often, how many: every number of the sign-in service, with its source."""

from datetime import timedelta

from django.conf import settings

from beffroi.kernel.throttle import Policy

# --- A sign-in under way ---------------------------------------------------------------------------------------------

TRANSACTION_LIFETIME = timedelta(minutes=30)  # from the service's request to the answer; a slow typist is no attacker
FRESH = timedelta(minutes=5)  # a change of keys needs a sign-in no older than this (identity facts §8.3, PW-08)
LOWEST_LEVEL_TO_CHANGE_KEYS = 300  # not the e-mail key (EM-06)

# --- Codes -----------------------------------------------------------------------------------------------------------

EMAIL_CODE_LIFETIME = timedelta(minutes=5)  # NIST SP 800-63B-4 §3.1.3 allows ten
EMAIL_CODE_TRIES = 5
SEND_AGAIN_SECONDS = 30  # the button waits; the server counts sends by `SENDS`
CARD_CODE_LIFETIME = timedelta(minutes=5)
CARD_SHOWINGS = 3  # unanswered, then the position is burnt (TC-04)
CARD_TRIES = 5  # wrong in a row, then the card is locked (TC-05)
CARD_REORDER_AT = 6  # codes left (TC-06)
APP_STEP_SECONDS = 30
EID_CHALLENGE_LIFETIME = timedelta(minutes=5)  # Web eID's own advice (EI-02)

# --- Throttles (RL-01 … RL-07) ---------------------------------------------------------------------------------------
# Counted before the check, forgotten on success. The pair (address, name) bites first and slows one guesser to some
# thirty tries a day; the account alone delays nobody, so a stranger who knows a user name cannot keep its owner out
# (RL-05): it only counts to the hundred consecutive failures after which NIST SP 800-63B-4 §3.2.2 wants the password
# bound anew. The address stops one machine trying many names (RL-06); a success gives its try back, so an office
# behind one address is not slowed by its own people.

DAY = 24 * 3600
ADDRESS_AND_NAME = Policy(free=5, first_delay=30, longest_delay=3600, forget_after=DAY)
NAME = Policy(free=100, first_delay=0, longest_delay=0, forget_after=30 * DAY, limit=100)
ADDRESS = Policy(free=100, first_delay=30, longest_delay=900, forget_after=3600)
CODE = Policy(free=5, first_delay=30, longest_delay=3600, forget_after=30 * DAY, limit=100)  # both factors (RL-03)
SENDS = Policy(free=5, first_delay=3600, longest_delay=3600, forget_after=3600)  # EM-04

# --- Sessions, per assurance level: (idle, absolute) -------------------------------------------------------------------
# NIST SP 800-63B-4: at AAL2 at most 24 h and one hour idle, at AAL3 12 h and 15 minutes. A working day of eight hours
# keeps a person from spending a code of the card several times a day; the weakest key and the strongest get less.

_IDLE = timedelta(minutes=settings.IDLE_MINUTES)
SESSION_LIFETIMES = {
    250: (_IDLE, timedelta(hours=4)),
    300: (_IDLE, timedelta(hours=8)),
    400: (_IDLE, timedelta(hours=8)),
    450: (_IDLE, timedelta(hours=8)),
    500: (min(_IDLE, timedelta(minutes=15)), timedelta(hours=8)),
}
TOUCH_AFTER = timedelta(minutes=1)  # a session's `last_seen_at` is written at most this often

# --- Passwords (NIST SP 800-63B-4 §3.1.1.2, ASVS v5.0.0-6.2) -------------------------------------------------------------

PASSWORD_SHORTEST = 12  # code points; always followed by a second factor, so eight would do
PASSWORD_LONGEST = 256
HASHES_AT_ONCE = 2  # Argon2id is memory-hard: its memory is bounded by bounding how many run
HASH_WAIT_SECONDS = 5

# --- Keeping -----------------------------------------------------------------------------------------------------------

KEEP_TRANSACTIONS = timedelta(days=1)
KEEP_HISTORY = timedelta(days=183)  # what a person sees of his keys' use: six months
