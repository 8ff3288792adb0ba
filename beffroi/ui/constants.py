"""What a template says to everybody alike in one language: drawn once a process, afterwards only written."""

from django.template import Context, Node, NodeList
from django.template.base import Parser, Token, Variable
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.translation import get_language


class Constant(Node):
    """`name`: the variable that takes the text, as with `{% translate "…" as name %}`; empty: it is written."""

    def __init__(self, drawn: Node | NodeList, name: str = "") -> None:
        self.drawn = drawn
        self.name = name
        self.texts: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        text = self.texts.get(language)
        if text is None:
            # Without the page's variables: nothing of one reader can be kept for the next.
            text = self.texts[language] = str(self.drawn.render(context.new({})))
        if not self.name:
            return text
        context[self.name] = text
        return ""


def constant(parser: Parser, token: Token) -> Constant:
    """`{% constant %}…{% endconstant %}` around what holds no variable: it sees none."""
    drawn = parser.parse(("endconstant",))
    parser.delete_first_token()
    return Constant(drawn)


def translate(parser: Parser, token: Token) -> Node:
    """Django's own tag, which looks a fixed text up anew each time: a page has fifty of them."""
    node = do_translate(parser, token)
    if not isinstance(node, TranslateNode) or not _is_fixed(node):
        return node
    name, node.asvar = node.asvar or "", None
    return Constant(node, name)


def _is_fixed(node: TranslateNode) -> bool:
    said = node.filter_expression
    fixed = isinstance(said.var, Variable) and isinstance(said.var.literal, str) and not said.filters
    return fixed and not node.noop and node.message_context is None
