"""What a template may be made of: closed lists of statements, tests, filters and methods.

Everything else is refused before it runs, with its line. What is allowed can then be bounded.
"""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import nodes
from jinja2.runtime import LoopContext
from markupsafe import Markup

from engine.campaigns.budget import MAX_NUMBER, MAX_VALUE_CHARS, OverBudgetError

_MAX_NESTING = 60
_ALLOWED_NODES = frozenset(
    {
        "Template", "Output", "TemplateData", "Name", "NSRef", "Const", "Assign", "AssignBlock", "For",
        "If", "With", "Getattr", "Getitem", "Slice", "Filter", "Test", "Call", "Compare", "Operand",
        "And", "Or", "Not", "Neg", "Pos", "Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Concat",
        "CondExpr", "List", "Tuple", "Dict", "Pair", "Keyword",
    }
)  # fmt: skip
#: Jinja's own tests that a template may use.
ALLOWED_TESTS = frozenset(
    {
        "defined", "undefined", "none", "string", "number", "integer", "mapping", "sequence", "iterable",
        "even", "odd", "divisibleby", "eq", "equalto", "==", "ne", "!=", "lt", "<", "le", "<=", "gt",
        ">", "ge", ">=", "true", "false", "boolean", "lower", "upper",
    }
)  # fmt: skip
#: What a template may ask of a value, by its type.
ALLOWED_METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset({"upper", "lower", "strip", "startswith", "endswith", "split", "isdigit"}),
    Markup: frozenset({"startswith", "endswith"}),
    dict: frozenset({"items", "keys", "values", "get"}),
    LoopContext: frozenset(
        {
            "index",
            "index0",
            "revindex",
            "revindex0",
            "first",
            "last",
            "length",
            "previtem",
            "nextitem",
            "cycle",
            "changed",
        }
    ),  # fmt: skip,
}
_CALLABLE_NAMES = frozenset({"range"})
#: What people call the statements that are refused.
_STATEMENTS = {
    "Include": "include", "Import": "import", "FromImport": "import", "Extends": "extends", "Block": "block",
    "Macro": "macro", "CallBlock": "call", "FilterBlock": "filter", "ExprStmt": "do",
    "EvalContextModifier": "autoescape",
    "ScopedEvalContextModifier": "autoescape", "Scope": "autoescape",
}  # fmt: skip


def check_tree(node: nodes.Node, filters: frozenset[str], depth: int = 0) -> None:
    """Refuse whatever is not on the closed lists; raises OverBudgetError with its line."""
    kind = type(node).__name__
    if depth > _MAX_NESTING:
        raise OverBudgetError("too_complicated", node.lineno)
    if kind not in _ALLOWED_NODES:
        raise OverBudgetError("not_allowed", node.lineno, what=_STATEMENTS.get(kind, kind.lower()))
    if isinstance(node, nodes.Filter) and node.name not in filters:
        raise OverBudgetError("unknown_filter", node.lineno, what=node.name, names=sorted(filters))
    if isinstance(node, nodes.Test) and node.name not in ALLOWED_TESTS:
        raise OverBudgetError("not_allowed", node.lineno, what=f"is {node.name}")
    if isinstance(node, nodes.Call):
        _check_call(node)
    if isinstance(node, (nodes.Call, nodes.Filter, nodes.Test)) and (node.dyn_args or node.dyn_kwargs):
        raise OverBudgetError("not_allowed", node.lineno, what="*")
    if isinstance(node, nodes.For) and node.recursive:
        raise OverBudgetError("not_allowed", node.lineno, what="recursive")
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise OverBudgetError("not_allowed", node.lineno, what=f".{node.attr}")
    if isinstance(node, (nodes.List, nodes.Dict)) or (isinstance(node, nodes.Tuple) and node.ctx == "load"):
        _check_fixed(node)
    if isinstance(node, nodes.Pair) and not isinstance(node.value, nodes.Const):
        raise OverBudgetError("list_not_fixed", node.lineno)
    if isinstance(node, nodes.Const) and isinstance(node.value, int) and abs(node.value) > MAX_NUMBER:
        raise OverBudgetError("too_big", node.lineno)
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and len(node.value) > MAX_VALUE_CHARS:
        raise OverBudgetError("too_big", node.lineno)
    for child in node.iter_child_nodes():
        check_tree(child, filters, depth + 1)


def _check_fixed(node: nodes.Node) -> None:
    # A list of two lists of two lists … takes no space, but comparing two such never ends.
    if any(not isinstance(part, (nodes.Const, nodes.Pair)) for part in node.iter_child_nodes()):
        raise OverBudgetError("list_not_fixed", node.lineno)


def _check_call(node: nodes.Call) -> None:
    called = node.node
    if isinstance(called, nodes.Name) and called.name in _CALLABLE_NAMES:
        return
    if isinstance(called, nodes.Getattr) and any(called.attr in names for names in ALLOWED_METHODS.values()):
        return
    what = called.name if isinstance(called, nodes.Name) else getattr(called, "attr", "")
    raise OverBudgetError("not_allowed", node.lineno, what=f"{what}()")
