"""The sentence for each refusal a form shows."""

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.verdict import Verdict

_SENTENCES: dict[str, Promise] = {
    "password_wrong": _("The user name or the password is not right. Check the keyboard and the capital letters."),
    "old_password_wrong": _("The present password is not right."),
    "code_wrong": _("This code is not right. Check it and type it again."),
    "code_expired": _("This code has expired. Ask for a new one."),
    "code_tries_spent": _("A wrong code was typed five times. Ask for a new one."),
    "code_used": _("This code was used already. Wait for the next one, or ask for a new one."),
    "password_too_short": _("The new password is too short: at least 12 characters."),
    "password_too_long": _("The new password is too long: at most 256 characters."),
    "password_common": _("This password is among those tried first by anyone who guesses. Choose another."),
    "password_about_you": _("The new password is made of your own name, user name or address. Choose another."),
}


def sentence_of(verdict: Verdict) -> str:
    if "retry_after" in verdict.facts:
        return _wait(verdict.reason, int(verdict.facts["retry_after"]))
    return str(_SENTENCES.get(verdict.reason, _SENTENCES["code_wrong"]))


def _wait(reason: str, seconds: int) -> str:
    minutes = -(-seconds // 60)
    if seconds < 60:
        time = ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    else:
        time = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if reason == "too_many_sends":
        return gettext("Five codes were sent within the hour. You can ask for the next one in %(time)s.") % {
            "time": time
        }
    return gettext("Too many tries. You can try again in %(time)s. What was typed now was not checked.") % {
        "time": time
    }
