"""What is committed is what the sources give, small, ours alone, and its contrast is enough."""

import gzip
import re

import pytest

from beffroi.ui.build import STATIC, STYLES, build_css, build_sprite, minified

FIRST_VISIT = ("beffroi.css", "sprite.svg", "favicon.svg", "fonts/source-sans-3.woff2", "js/menu.js", "js/idle.js")


def test_committed_styles_and_sprite_are_those_of_the_sources() -> None:
    assert (STATIC / "beffroi.css").read_text(encoding="utf-8") == build_css(), "run python -m beffroi.ui.build"
    assert (STATIC / "sprite.svg").read_text(encoding="utf-8") == build_sprite(), "run python -m beffroi.ui.build"


def test_first_visit_is_light() -> None:
    sizes = {name: len(gzip.compress((STATIC / name).read_bytes())) for name in FIRST_VISIT}
    assert sizes["fonts/source-sans-3.woff2"] <= 45 * 1024
    assert sum(sizes.values()) <= 90 * 1024  # leaves 30 KB of the 120 for the page itself and an application's own
    assert len(sizes) <= 10


def test_styles_load_nothing_from_elsewhere() -> None:
    css = build_css()
    targets = re.findall(r"url\(\s*[\"']?([^\"')]+)", css)
    assert targets
    assert all(target.startswith(("data:image/svg", "fonts/")) for target in targets)
    assert "@import" not in css


def test_minifying_keeps_strings_and_meaning() -> None:
    source = '/* a */ .a  { content : "; } /* b */" ;\n color: red ; } .b { } .c > .d { --x: 1; --y: var(--x); top: var(--y) }'
    assert minified(source) == '.a{content:"; } /* b */";color:red}.c > .d{--x:1;--y:var(--x);top:var(--y)}\n'


def test_unread_variables_are_dropped_and_read_ones_kept() -> None:
    assert minified(".a { --x: 1; --y: var(--x); color: red }") == ".a{color:red}\n"


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours like "#21486f"."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tone", ["neutral", "accent", "info", "success", "warning", "danger", "bell"])
def test_text_of_the_theme_is_readable_on_its_grounds(tone: str) -> None:
    for scheme in re.findall(r"\[data-color-scheme=\"(?:light|dark)\"\] \{(.*?)\n\}", _theme(), flags=re.S):
        colours = dict(re.findall(rf"--ds-color-{tone}-([\w-]+): (#\w{{6}})", scheme))
        for ground in ("background-default", "background-tinted", "surface-default", "surface-tinted"):
            assert contrast(colours["text-default"], colours[ground]) >= 7, (tone, ground)
            assert contrast(colours["text-subtle"], colours[ground]) >= 4.5, (tone, ground)
        assert contrast(colours["border-default"], colours["surface-default"]) >= 3, tone


def _theme() -> str:
    return (STYLES / "theme.css").read_text(encoding="utf-8")


def test_contrast_is_measured_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
