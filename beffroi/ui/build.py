"""Builds what the browser loads from `styles/` and `icons/`. Run by hand; the result is committed.

python -m beffroi.ui.build            static/ui/beffroi.css and sprite.svg from the sources here; Python only
python -m beffroi.ui.build --vendor   first fetches the pinned npm packages and regenerates the theme; needs npm
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
STYLES = HERE / "styles"
ICONS = HERE / "icons"
STATIC = HERE / "static" / "ui"

PACKAGES = {
    "@digdir/designsystemet-css": "1.22.0",
    "@digdir/designsystemet": "1.15.0",
    "@fontsource-variable/source-sans-3": "5.3.0",
    "htmx.org": "2.0.11",
    "lucide-static": "1.62.0",
}
# Parts of Designsystemet in use; the rest is not shipped.
PARTS = (
    "base",
    "button",
    "input",
    "field",
    "fieldset",
    "label",
    "validation-message",
    "alert",
    "tag",
    "table",
    "pagination",
    "dialog",
    "details",
    "skip-link",
    "list",
)
ORDER = "@layer ds.theme, ds.base, ds.components, bf;"


def build_css() -> str:
    """One minified stylesheet: theme, then Designsystemet's parts, then our own files in the order of their names."""
    own = "".join(path.read_text(encoding="utf-8") for path in sorted(STYLES.glob("[0-9]*.css")))
    theme = _dark_on_screens_only((STYLES / "theme.css").read_text(encoding="utf-8").replace('@charset "UTF-8";', ""))
    parts = (STYLES / "designsystemet.css").read_text(encoding="utf-8")
    return minified(f"{ORDER}\n{theme}\n{parts}\n{own}")


def _dark_on_screens_only(theme: str) -> str:
    """Who chose the dark colours still prints black on white."""
    start = theme.index("@layer ds.theme.color-scheme.dark")
    depth, end = 0, start
    for end in range(theme.index("{", start), len(theme)):
        depth += {"{": 1, "}": -1}.get(theme[end], 0)
        if depth == 0:
            break
    return f"{theme[:start]}@media screen {{{theme[start : end + 1]}}}{theme[end + 1 :]}"


def build_sprite() -> str:
    symbols = [_symbol(path) for path in sorted(ICONS.glob("*.svg"))]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def _symbol(path: Path) -> str:
    """Without colour and line: those are the page's (`.bf-icon`), so that a state may fill a star or thicken a tick."""
    text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.S)
    body = re.sub(r"\s+", " ", re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", text, flags=re.S)).strip().replace("> <", "><")
    box = re.search(r'viewBox="([^"]+)"', text)
    return f'<symbol id="{path.stem}" viewBox="{box[1] if box else "0 0 24 24"}">{body}</symbol>'


def minified(css: str) -> str:
    strings: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        if match[0].startswith("/*"):
            return ""
        strings.append(match[0])
        return f"\0{len(strings) - 1}\0"

    css = re.sub(r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'", set_aside, css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    css = re.sub(r"(?<=[{;])([\w-]+) ?: ?", r"\1:", css)
    css = _without_unused_variables(css).replace(";}", "}")
    css = re.sub(r"[^{};,]*\{\}", "", css)
    css = re.sub("\0(\\d+)\0", lambda m: strings[int(m[1])], css)
    return css.replace("}@", "}\n@").strip() + "\n"


def _without_unused_variables(css: str) -> str:
    """Drops custom properties nobody reads: the theme declares far more than the parts in use ask for."""
    declared, read = r"(?<=[{;])(--[\w-]+):[^;{}]*(?:;|(?=\}))", r"var\( ?(--[\w-]+)"
    while unread := set(re.findall(declared, css)) - set(re.findall(read, css)):
        names = "|".join(map(re.escape, unread))
        css = re.sub(rf"(?<=[{{;])(?:{names}):[^;{{}}]*(?:;|(?=\}}))", "", css)
    return css


def vendor() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wanted = [f"{package}@{version}" for package, version in PACKAGES.items()]
        subprocess.run(
            ["npm", "install", "--ignore-scripts", "--no-fund", "--no-audit", *wanted],  # noqa: S607  # npm is where the engineer has it
            cwd=folder,
            check=True,
        )
        modules = folder / "node_modules"
        _vendor_designsystemet(modules, folder)
        font = modules / "@fontsource-variable/source-sans-3"
        _copy(font, "files/source-sans-3-latin-wght-normal.woff2", "fonts/source-sans-3.woff2", "source-sans-3.OFL.txt")
        _copy(modules / "htmx.org", "dist/htmx.min.js", "js/htmx.min.js", "htmx.0BSD.txt")
        shutil.copyfile(modules / "lucide-static/LICENSE", STATIC / "licences/lucide.ISC.txt")
        for icon in (ICONS / "lucide.txt").read_text(encoding="utf-8").split():
            shutil.copyfile(modules / f"lucide-static/icons/{icon}.svg", ICONS / f"{icon}.svg")


def _vendor_designsystemet(modules: Path, folder: Path) -> None:
    package = modules / "@digdir/designsystemet-css"
    sources = ((part, (package / f"dist/src/{part}.css").read_text(encoding="utf-8")) for part in PARTS)
    layers = (f"@layer ds.{'base' if part == 'base' else 'components'}{{{css}}}" for part, css in sources)
    (STYLES / "designsystemet.css").write_text("\n".join(layers) + "\n", encoding="utf-8")
    shutil.copyfile(package / "LICENSE", STATIC / "licences/designsystemet.MIT.txt")
    config = STYLES / "designsystemet.config.json"
    for verb in (["create", "--config", str(config), "-o", "tokens"], ["build", "-t", "tokens", "-o", "built"]):
        subprocess.run(["npx", "designsystemet", "tokens", *verb, "--clean"], cwd=folder, check=True)  # noqa: S607  # likewise
    shutil.copyfile(folder / "built/beffroi.css", STYLES / "theme.css")


def _copy(package: Path, source: str, target: str, licence: str) -> None:
    shutil.copyfile(package / source, STATIC / target)
    shutil.copyfile(package / "LICENSE", STATIC / "licences" / licence)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vendor", action="store_true", help="fetch the pinned packages again (needs npm)")
    if parser.parse_args().vendor:
        vendor()
    for name, text in (("beffroi.css", build_css()), ("sprite.svg", build_sprite())):
        (STATIC / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}: {len(text.encode()) / 1024:.1f} KiB\n")


if __name__ == "__main__":
    main()
