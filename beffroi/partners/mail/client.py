"""Hands mails to the SMTP server of the settings. In the demo that is the acceptance environment's own sink."""

from django.core.mail import EmailMultiAlternatives, get_connection

from beffroi.partners.mail.messages import Mail


def send(mail: Mail) -> None:
    """Raises `OSError` (and its child `SMTPException`) when the server does not take it: the job tries again."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        headers={
            "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers
            "Content-Language": mail.language,
            "X-Auto-Response-Suppress": "All",
        },
    )
    message.attach_alternative(mail.html, "text/html")
    message.send()


def greet() -> None:
    """Connects and takes leave. Raises `OSError` when the server does not receive us."""
    with get_connection():
        pass
