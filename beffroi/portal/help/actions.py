"""A reader says whether a page helped him, or writes to whoever runs this installation."""

import json
from collections.abc import Mapping

from django.db import connection, transaction

from beffroi.kernel import audit, clock, throttle
from beffroi.kernel.actor import Actor
from beffroi.kernel.errors import NotVisible, TooManyRequests
from beffroi.kernel.http.reference import current_reference
from beffroi.kernel.jobs import enqueue
from beffroi.kernel.localized import LANGUAGES
from beffroi.kernel.verdict import PERMITTED, Verdict, refused
from beffroi.portal.help.models import Enquiry
from beffroi.portal.help.topics import topics

_HOUR, _DAY = 3_600, 86_400
# An office shares one address: a few answers a day from each, for each page.
ANSWERS = throttle.Policy(free=5, first_delay=_HOUR, longest_delay=_DAY, forget_after=_DAY)
ENQUIRIES = throttle.Policy(free=5, first_delay=600, longest_delay=_HOUR, forget_after=_HOUR)

_COUNT = """
INSERT INTO portal_help_usefulness AS u (topic, language, useful, useless) VALUES (%s, %s, %s, %s)
ON CONFLICT (topic, language)
DO UPDATE SET useful = u.useful + EXCLUDED.useful, useless = u.useless + EXCLUDED.useless
"""


def may_answer(actor: Actor, language: str) -> Verdict:
    """Everybody may, signed in or not, in a language the pages exist in."""
    return PERMITTED if language in LANGUAGES else refused("not_found")


@transaction.atomic
def count_answer(*, topic: str, is_useful: bool, language: str, by: Actor) -> None:
    """One statement, nothing about the reader. Raises `NotVisible` for an unknown page, `TooManyRequests`."""
    may_answer(by, language).enforce()
    if topic not in topics():
        raise NotVisible("not_found")
    attempt = throttle.attempt("portal.help.answer", f"{topic} {by.address}", ANSWERS)
    if not attempt.is_admitted:
        raise TooManyRequests("too_many_answers", retry_after=attempt.retry_after)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [topic, language, int(is_useful), int(not is_useful)])


@transaction.atomic
def send_enquiry(*, content: Mapping[str, str], about: str, language: str, by: Actor) -> str:
    """Hands a message to the operator by mail; the reference to name it by. Raises `TooManyRequests`.

    `content`: name, email, message, page. `about`: the reference of an error, or empty.
    """
    from beffroi.portal.help.handlers import mail_enquiry

    may_answer(by, language).enforce()
    attempt = throttle.attempt("portal.help.enquiry", str(by.person_id or by.address), ENQUIRIES)
    if not attempt.is_admitted:
        raise TooManyRequests("too_many_enquiries", retry_after=attempt.retry_after)
    enquiry = Enquiry.objects.create(
        content=json.dumps(dict(content)),
        about=about,
        reference=current_reference(),
        language=language,
        sent_at=clock.now(),
    )
    audit.record("portal.enquiry.sent", by=by, reference=about or enquiry.reference)
    enqueue(mail_enquiry, enquiry_id=str(enquiry.id))
    return enquiry.reference
