"""Words of the portal for codes of its rules."""

from django.utils.translation import gettext_lazy as _

HOLIDAYS = {
    "new_year": _("New Year's Day"),
    "easter_monday": _("Easter Monday"),
    "labour_day": _("Labour Day"),
    "ascension": _("Ascension Day"),
    "whit_monday": _("Whit Monday"),
    "national_day": _("National holiday"),
    "assumption": _("Assumption"),
    "all_saints": _("All Saints' Day"),
    "armistice": _("Armistice Day"),
    "christmas": _("Christmas Day"),
}
