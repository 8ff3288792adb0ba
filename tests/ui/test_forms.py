"""Labels, help and errors belong to their field; the summary leads there; nothing is lost or unescaped."""

import re

from django import forms
from django.utils.translation import override

from beffroi.ui.gallery import CodeForm, FilterSample, SampleForm


def test_errors_are_named_by_their_field_and_listed_on_top() -> None:
    with override("en"):
        html = str(SampleForm({"name": "", "language": "fr"}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert '<div id="id_name_error"' in html
    assert '<a href="#id_name">User name</a>' in html
    assert html.index("bf-error-summary") < html.index('id="id_name"')
    assert "There are 3 things to correct" in html


def test_every_link_of_the_summary_has_its_target() -> None:
    html = str(SampleForm({}))
    for target in re.findall(r'<a href="#([^"]+)"', html):
        assert f'id="{target}"' in html, target


def test_one_error_is_counted_in_the_singular() -> None:
    with override("en"):
        assert "There is one thing to correct" in str(CodeForm({"code": ""}))


def test_clean_form_shows_no_summary() -> None:
    assert "bf-error-summary" not in str(SampleForm())


def test_what_was_typed_comes_back_escaped() -> None:
    html = str(SampleForm({"name": '"><script>', "language": "fr", "remark": "</textarea><b>"}))
    assert "<script>" not in html
    assert "</textarea><b>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_optional_fields_are_marked_unless_all_are() -> None:
    with override("en"):
        assert "(optional)" in str(SampleForm())
        assert "(optional)" not in str(FilterSample())


def test_code_field_invites_one_time_codes() -> None:
    html = str(CodeForm())
    assert 'autocomplete="one-time-code"' in html
    assert 'inputmode="numeric"' in html


def test_form_error_without_a_field_stands_in_the_summary() -> None:
    class Refusing(forms.Form):
        note = forms.CharField(required=False)

        def clean(self) -> None:
            raise forms.ValidationError("Both cannot be.")

    html = str(Refusing({"note": "x"}))
    assert "<li>Both cannot be.</li>" in html


def test_all_kinds_of_controls_carry_their_class() -> None:
    html = str(SampleForm())
    assert html.count("<select") == html.count('<select name="language" class="ds-input"') == 1
    assert re.search(r'<textarea name="remark" class="ds-input"', html)
    assert re.search(r'<input type="radio" name="channel" class="ds-input"', html)
    assert re.search(r'class="ds-input bf-short"', html)


def test_hidden_fields_are_not_dressed() -> None:
    class Hiding(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput)

    assert '<input type="hidden" name="token" value="x" id="id_token">' in str(Hiding({"token": "x"}))
