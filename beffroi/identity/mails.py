"""The mails of the sign-in service, in the person's language. No link, no code in the subject, no name (EM-07)."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from beffroi.identity import policies
from beffroi.identity.models import Person, Transaction
from beffroi.kernel.localized import Localized
from beffroi.partners.mail.messages import Mail


def code_mail(under_way: Transaction, code: str) -> Mail:
    assert under_way.person is not None
    with translation.override(under_way.person.language):
        service = Localized(under_way.service_name).in_language(under_way.person.language).value
        context = {
            "code": f"{code[:4]} {code[4:]}",
            "service": service,
            "minutes": int(policies.EMAIL_CODE_LIFETIME.total_seconds() // 60),
        }
        return _mail(under_way.person, _("Your security code"), "code", context)


def change_mail(person: Person, change: str) -> Mail:
    """`change`: what happened to a key, a code of `CHANGES`."""
    with translation.override(person.language):
        return _mail(person, _("A change to your digital keys"), "change", {"change": change_words(change)})


def change_words(change: str) -> str:
    return {
        "app_added": _("A mobile app was linked to your account; an app linked before no longer works."),
        "eid_added": _("Your eID card was used here for the first time; it is now among your keys."),
        "card_ordered": _("A new token card was ordered. The present one works until you use the new one."),
        "card_activated": _("Your new token card was used for the first time. The old one no longer works."),
        "password_changed": _("Your password was changed."),
        "key_locked": _("One of your keys was locked after too many wrong codes."),
        "unlocked": _("Our desk unlocked your keys after identifying you."),
        "key_ended": _("One of your keys was ended and no longer works."),
    }[change]


def _mail(person: Person, subject: str, name: str, context: dict[str, object]) -> Mail:
    """Inside the person's language."""
    context = {**context, "language": person.language, "subject": subject}
    return Mail(
        to=str(person.email),
        subject=subject,
        text=render_to_string(f"identity/mails/{name}.txt", context),
        html=render_to_string(f"identity/mails/{name}.html", context),
        language=person.language,
    )
