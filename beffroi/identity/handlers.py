"""Work the sign-in service does later: mails, cards, clearing out."""

from datetime import datetime
from uuid import UUID

from beffroi.identity import policies
from beffroi.identity.actions.cards import fill_card
from beffroi.identity.keys import email_code
from beffroi.identity.mails import change_mail, code_mail
from beffroi.identity.models import EmailCode, KeyEvent, Person, Session, TokenCard, Transaction
from beffroi.identity.paper import card_letter
from beffroi.identity.rules import new_email_code
from beffroi.kernel import clock
from beffroi.kernel.jobs import job
from beffroi.partners.mail import client as mail
from beffroi.partners.post import client as post


@job(service="identity", queue="mail", attempts=5)
def send_email_code(*, reference: str, asked_at: str) -> None:
    """Makes the code and mails it; the code exists in the mail only. Not sent when the sign-in went on meanwhile."""
    waiting = (
        EmailCode.objects.select_related("transaction__person")
        .select_for_update(of=("self",))
        .filter(transaction_id=reference, transaction__authenticated_at=None, transaction__expires_at__gt=clock.now())
        .first()
    )
    if waiting is None or (waiting.sent_at and waiting.sent_at >= datetime.fromisoformat(asked_at)):
        return
    code, now = new_email_code(), clock.now()
    waiting.code_hash = email_code.hash_of(reference, code)
    waiting.sent_at, waiting.expires_at = now, now + policies.EMAIL_CODE_LIFETIME
    waiting.tries, waiting.consumed_at = 0, None
    waiting.save()
    mail.send(code_mail(waiting.transaction, code))


@job(service="identity", queue="mail", attempts=8)
def send_change_mail(*, person_id: str, change: str) -> None:
    person = Person.objects.get(id=UUID(person_id))
    if person.email:
        mail.send(change_mail(person, change))


@job(service="identity", queue="mail", attempts=8)
def print_card(*, key_id: str) -> None:
    """Makes the codes, hands the card to the printing service, forgets the codes (TC-02)."""
    card = TokenCard.objects.select_related("key__person").select_for_update(of=("self",)).get(key_id=UUID(key_id))
    if card.posted_at is not None or card.key.state != "pending":
        return
    codes = fill_card(card)
    post.post(card_letter(card, codes))
    card.posted_at = clock.now()
    card.save(update_fields=["posted_at"])


@job(service="identity", queue="upkeep", every="29 * * * *")
def clear_out(*, timestamp: int) -> None:
    """Sign-ins after a day; sessions and history after six months."""
    now = clock.now()
    Transaction.objects.filter(expires_at__lt=now - policies.KEEP_TRANSACTIONS).delete()
    Session.objects.filter(absolute_until__lt=now - policies.KEEP_HISTORY).delete()
    KeyEvent.objects.filter(at__lt=now - policies.KEEP_HISTORY).delete()
