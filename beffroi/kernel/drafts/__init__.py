"""What a person typed and has not sent yet, kept for him alone.

A form gets it by three lines: `declare(Kind(…))` beside the form, `keep(form, KIND, object, request=request)` in the
view (which `@nothing_lost` wraps), `{% draft form %}` in the template's <form>. When the form is done: `discard(…)`.
"""
