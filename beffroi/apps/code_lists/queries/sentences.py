"""What a code is on a day, in a sentence of the reader's language."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from beffroi.apps.code_lists.rules.entries import Answer


def sentence_for(answer: Answer) -> str:
    since = date_format(answer.since, "SHORT_DATE_FORMAT") if answer.since else ""
    until = date_format(answer.until, "SHORT_DATE_FORMAT") if answer.until else ""
    codes = ", ".join(answer.replaced_by)
    match answer.status:
        case "valid":
            return _("Valid on this date.")
        case "replaced":
            return _("Replaced by %(codes)s on %(since)s.") % {"codes": codes, "since": since}
        case "closed" if until:
            return _("Closed on %(since)s, valid again from %(until)s.") % {"since": since, "until": until}
        case "closed":
            return _("Closed on %(since)s, without a successor.") % {"since": since}
        case "not_yet_valid":
            return _("Valid only from %(until)s.") % {"until": until}
        case _:
            return _("The source gives this code dates in the wrong order: it is valid on no day.")
