"""How every form of the house is rendered (`FORM_RENDERER`): `{{ form }}` or, field by field, `{{ field.as_field_group }}`.

A form may set `hides_optional = True` where every field is optional (a filter), and `error_summary = False` where the
page shows the summary itself with `{% error_summary form %}`.
"""

from pathlib import Path

import django.forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.base import BaseEngine
from django.utils.functional import cached_property

_HERE = Path(__file__).resolve().parent


class Renderer(DjangoTemplates):
    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    @cached_property
    def engine(self) -> BaseEngine:
        """Our widget templates go before Django's."""
        folders = [_HERE / "widgets", _HERE / "templates", Path(django.forms.__file__).parent / "templates"]
        return self.backend({"APP_DIRS": False, "DIRS": folders, "NAME": "forms", "OPTIONS": {}})
