"""Rules of the house for Python files. Sizes are lines; a function counts from its `def`, without its docstring."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.house.source import Rule, Source

LONGEST_FUNCTION, LONGEST_VIEW, LONGEST_MODULE, LONGEST_TEST_MODULE = 50, 12, 300, 500

_MODULES = {
    *("services", "service", "utils", "util", "helpers", "helper", "common", "core", "manager", "managers"),
    *("misc", "base", "processor", "info", "temp", "new", "old", "v2", "stuff"),
}
_CLASSES = re.compile(r"(?:Base|Service|Manager|Handler|Data|Info)|.*(?:Helper|Processor|Utils|Info)")
_VIEW_PLACES = re.compile(r"(/views(\.py|/)|/pages/.*\.py)")


def size(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def _long_functions(source: Source) -> Iterator[str]:
    for function in source.functions:
        if size(function) > LONGEST_FUNCTION:
            yield f"{function.name} has {size(function)} lines"


def _long_modules(source: Source) -> Iterator[str]:
    allowed = LONGEST_TEST_MODULE if source.path.startswith("tests/") else LONGEST_MODULE
    if len(source.lines) > allowed:
        yield f"{len(source.lines)} lines"


def _long_views(source: Source) -> Iterator[str]:
    if not _VIEW_PLACES.search(source.path) or source.path.startswith("tests/"):
        return
    for function in source.functions:
        arguments = [argument.arg for argument in function.args.args]
        if arguments[:1] == ["request"] and not function.name.startswith("_") and size(function) > LONGEST_VIEW:
            yield f"view {function.name} has {size(function)} lines"


def _vague_names(source: Source) -> Iterator[str]:
    *folders, module = source.path.removesuffix(".py").split("/")
    yield from (f"module or folder “{word}” says nothing" for word in (*folders, module) if word in _MODULES)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and source.path.startswith("beffroi/") and _CLASSES.fullmatch(node.name):
            yield f"class {node.name} says nothing"


def _comments(source: Source) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


_SUPPRESSION = re.compile(r"#\s*(noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[^\]]*\])?|pragma:\s*no cover)")
_REASON = re.compile(r"[A-Za-z].{7,}")


def _unexplained_suppressions(source: Source) -> Iterator[str]:
    for line, comment in _comments(source):
        if (found := _SUPPRESSION.search(comment)) and not _REASON.search(comment[found.end() :].lstrip(" #-—")):
            yield f"line {line}: {found[0]} without a reason behind it"


def _blind_excepts(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        name = node.type.id if isinstance(node.type, ast.Name) else ""
        is_blind = node.type is None or name in {"Exception", "BaseException"}
        reraises = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
        if is_blind and not reraises and "#" not in source.lines[node.lineno - 1]:
            yield f"line {node.lineno}: except {name or 'anything'} without a reason"


_CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("timezone", "now"), ("time", "time")}


def _other_clocks(source: Source) -> Iterator[str]:
    if not source.path.startswith("beffroi/") or source.path == "beffroi/kernel/clock.py":
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = node.func.value
        named = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
        if (named, node.func.attr) in _CLOCKS:
            yield f"line {node.lineno}: {named}.{node.func.attr}() beside kernel.clock"


def _idle_expressions(source: Source) -> Iterator[str]:
    """An exception built and not raised, a permission asked and not enforced: both open a door in silence."""
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
            continue
        called = node.value.func
        name = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
        if re.search(r"(Error|Exception|Refused|NotVisible|PermissionDenied|Http404|Conflict|BadRequest)$", name):
            yield f"line {node.lineno}: {name} is built and not raised"
        if name.startswith("may_") and not source.path.startswith("tests/") and name != "may_send_forms_to":
            yield f"line {node.lineno}: {name} is asked and not enforced"


def _hidden_work(source: Source) -> Iterator[str]:
    """No `save()` override, no signals: what happens is written where it happens."""
    if not source.path.startswith("beffroi/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            bases = {ast.unparse(base) for base in node.bases}
            own = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
            if any(base.endswith("Model") for base in bases) and own & {"save", "delete"}:
                yield f"{node.name} overrides save or delete"
    if source.path != "beffroi/kernel/apps.py" and re.search(
        r"django\.(db\.models|core|dispatch)\S* import .*signal|@receiver", source.text
    ):
        yield "uses signals"


_MAY_READ_ENVIRONMENT = ("beffroi/config/", "beffroi/kernel/postgres/", "beffroi/desk/mail_sink.py")


def _environment(source: Source) -> Iterator[str]:
    if source.path.startswith("beffroi/") and not source.path.startswith(_MAY_READ_ENVIRONMENT):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}:
                yield f"line {node.lineno}: reads the environment; ask django.conf.settings"


_MARKS_SAFE = {"mark_safe", "SafeString", "SafeText"}
MAY_MARK_SAFE = {
    "beffroi/ui/drawing.py": "links and crumbs whose every part is escaped; a page has twenty",
    "beffroi/apps/code_lists/templatetags/code_lists.py": "lines of a table whose every cell is escaped",
    "beffroi/ui/templatetags/ui.py": "constant attributes of buttons",
    "beffroi/portal/templatetags/prose.py": "joins blocks that format_html made",
}


def _unescaped(source: Source) -> Iterator[str]:
    found = list(_marks_safe(source)) if source.path.startswith("beffroi/") else []
    if source.path not in MAY_MARK_SAFE:
        yield from found
    elif not found:
        yield "no longer marks anything safe: take it off the list"


def _marks_safe(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in _MARKS_SAFE:
                yield f"line {node.lineno}: {name} bypasses escaping; use format_html or a template"


def _hard_coded_labels(source: Source) -> Iterator[str]:
    if not re.search(r"/(forms|views|pages|widgets)(\.py|/)", source.path) or source.path.startswith("tests/"):
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            value = keyword.value
            is_text = isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value.strip()
            if keyword.arg in {"label", "help_text", "empty_label", "title", "heading"} and is_text:
                yield f"line {node.lineno}: {keyword.arg} is not translated"


def _loads_by_name(source: Source) -> Iterator[str]:
    """Whoever imports by a name from data has stored a Python path; a code survives a rename, a path does not."""
    if source.path.startswith(("beffroi/config/", "tests/", "benchmarks/")):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in {"import_string", "import_module", "__import__"}:
                yield f"line {node.lineno}: {name}"


_FIFTY_ONE = "def f():\n" + "    x = 1\n" * 51
_VIEW = "def page(request):\n" + "    x = 1\n" * 12
_A = "beffroi/apps/a"

RULES = (
    Rule(
        "short functions",
        _long_functions,
        (f"{_A}/rules.py", _FIFTY_ONE),
        (f"{_A}/rules.py", "def f():\n    return 1\n"),
    ),
    Rule("short modules", _long_modules, (f"{_A}/rules.py", "x = 1\n" * 301), ("tests/test_a.py", "x = 1\n" * 301)),
    Rule("short views", _long_views, (f"{_A}/views.py", _VIEW), (f"{_A}/queries.py", _VIEW)),
    Rule(
        "telling names",
        _vague_names,
        (f"{_A}/utils.py", "class TaskInfo: ..."),
        (f"{_A}/rules.py", "class Task: ..."),
    ),
    Rule(
        "explained suppressions",
        _unexplained_suppressions,
        (f"{_A}/rules.py", "import os  # noqa: F401\n"),
        (
            f"{_A}/rules.py",
            "import os  # noqa: F401 - registers the codec\nx = 1  # type: ignore[misc]  # a lazy base class\n",
        ),
    ),
    Rule(
        "explained catch-alls",
        _blind_excepts,
        (f"{_A}/actions.py", "try:\n    f()\nexcept Exception:\n    pass\n"),
        (f"{_A}/actions.py", "try:\n    f()\nexcept Exception:\n    g()\n    raise\n"),
    ),
    Rule("one clock", _other_clocks, (f"{_A}/actions.py", "timezone.now()"), (f"{_A}/actions.py", "clock.now()")),
    Rule(
        "nothing built in vain",
        _idle_expressions,
        (f"{_A}/views.py", "PermissionDenied()\nmay_open(actor, file)\n"),
        (f"{_A}/views.py", "may_open(actor, file).enforce()\n"),
    ),
    Rule(
        "no hidden work",
        _hidden_work,
        (f"{_A}/models.py", "class File(models.Model):\n    def save(self): ...\n"),
        (f"{_A}/models.py", "class File(models.Model):\n    def name(self): ...\n"),
    ),
    Rule(
        "one reader of the environment",
        _environment,
        (f"{_A}/rules.py", "os.environ['A']"),
        (f"{_A}/rules.py", "settings.A"),
    ),
    Rule("escaped output", _unescaped, (f"{_A}/views.py", "mark_safe(x)"), (f"{_A}/views.py", "format_html('{}', x)")),
    Rule(
        "translated labels",
        _hard_coded_labels,
        (f"{_A}/forms.py", "CharField(label='Name')"),
        (f"{_A}/forms.py", "CharField(label=_('Name'))"),
    ),
    Rule(
        "codes, not Python paths",
        _loads_by_name,
        (f"{_A}/actions.py", "import_string(x)"),
        (f"{_A}/actions.py", "KINDS[x]"),
    ),
)
