"""`{% load code_lists %}`: the lines of a table of codes, drawn in Python: a page has twenty-five of some fifteen parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from beffroi.apps.code_lists.views.rows import Row
from beffroi.ui.memory import per_language
from beffroi.ui.templatetags.ui import state_tag

register = template.Library()


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands the same on every line, in the reader's language, as HTML."""

    label: str
    list: str
    part_of: str
    valid: str
    no_label: str
    damaged: str
    not_valid: str
    replaced_by: str


@per_language(4)
def _words() -> _Words:
    return _Words(
        label=escape(_("Label")),
        list=escape(_("List")),
        part_of=escape(_("Part of")),
        valid=escape(_("Valid")),
        no_label=f'<span class="cl-missing">{escape(_("no label in the source"))}</span>',
        damaged=f" {state_tag('warning', _('damaged at the source'))}",
        not_valid=f" {state_tag('closed', _('not on this day'))}",
        replaced_by=escape(_("replaced by")),
    )


@register.simple_tag
def code_rows(rows: Sequence[Row], with_list: bool = False, with_links: bool = False) -> SafeString:
    """`<tr>` for each row; `with_list`, `with_links`: with the columns « List » and « Part of »."""
    words = _words()
    return SafeString("".join([_row(row, words, with_list, with_links) for row in rows]))


def _row(row: Row, words: _Words, with_list: bool, with_links: bool) -> str:
    cells = [
        f'<tr><th scope="row"><a class="cl-code" href="{escape(row.url)}">{escape(row.code)}</a></th>',
        f'<td data-label="{words.label}"><span>{_label(row, words)}</span></td>',
    ]
    if with_list:
        cells.append(
            f'<td data-label="{words.list}"><a href="{escape(row.list_url)}">{escape(row.list_title)}</a></td>'
        )
    if with_links:
        links = "".join(f'<a href="{escape(link.url)}">{escape(str(link.label))}</a> ' for link in row.links)
        cells.append(f'<td data-label="{words.part_of}"><span>{links}</span></td>')
    cells.append(f'<td data-label="{words.valid}"><span>{escape(row.period)}{_closed(row, words)}</span></td></tr>')
    return "".join(cells)


def _label(row: Row, words: _Words) -> str:
    label = escape(row.label) if row.label else words.no_label
    if row.label_language:
        label = f'<span lang="{escape(row.label_language)}">{label}</span>'
    if row.variant:
        label += f' <span class="cl-note">{escape(row.variant)}</span>'
    return label + words.damaged if row.is_damaged else label


def _closed(row: Row, words: _Words) -> str:
    if row.is_valid:
        return ""
    if not row.successors:
        return words.not_valid
    return f'{words.not_valid} <span class="cl-note">{words.replaced_by} {escape(", ".join(row.successors))}</span>'
