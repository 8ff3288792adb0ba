"""Mails are handed to an SMTP server as text and HTML, marked as automatic."""

from django.core import mail

from beffroi.partners.mail import client
from beffroi.partners.mail.messages import Mail


def test_a_mail_is_text_and_html_and_asks_for_no_answer() -> None:
    client.send(Mail("ada@example.org", "Sujet é", "Texte", "<p>Texte</p>", "fr"))
    sent = mail.outbox[-1]
    message = sent.message()
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fr"


def test_a_subject_on_two_lines_is_refused() -> None:
    import pytest
    from django.core.mail import BadHeaderError

    with pytest.raises(BadHeaderError):
        client.send(Mail("ada@example.org", "a\nBcc: x@example.org", "Texte", "<p>Texte</p>", "fr"))
