"""Puts the counters of the sandbox into a checked template: at loops, ``~`` and ``in``."""

from __future__ import annotations

from typing import Any, cast

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

from engine.campaigns.budget import OverBudgetError

#: Filters that the environment must have for a metered tree; no template can name them.
COUNTED, JOINED, CONTAINS = "_counted", "_joined", "_contains"


class Meter(NodeTransformer):
    """Puts the counters into a checked tree."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def visit_For(self, node: nodes.For) -> nodes.For:
        """Count each turn, and the fixed text a turn puts out."""
        self.generic_visit(node)
        weight = sum(_fixed_chars(child) for child in node.body)
        line, items = node.lineno, cast(nodes.Expr, node.iter)
        node.iter = _filter(COUNTED, items, line, nodes.Const(line), nodes.Const(weight))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """Know the size of ``a ~ b`` before making it."""
        self.generic_visit(node)
        first, *rest = node.nodes
        return _filter(JOINED, first, node.lineno, *rest)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        """Count ``a in b``, whose work grows with both."""
        self.generic_visit(node)
        if any(operand.op in ("in", "notin") for operand in node.ops):
            if len(node.ops) != 1:
                raise OverBudgetError("not_allowed", node.lineno, what="in")
            found = _filter(CONTAINS, node.expr, node.lineno, node.ops[0].expr)
            return nodes.Not(found, lineno=node.lineno) if node.ops[0].op == "notin" else found
        return node

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        """Visit the children and give new nodes their environment."""
        super().generic_visit(node, *args, **kwargs)
        return node.set_environment(self._environment)


def _filter(name: str, value: nodes.Expr, line: int, *arguments: nodes.Expr) -> nodes.Filter:
    for argument in arguments:
        if argument.lineno is None:
            argument.set_lineno(line)
    return nodes.Filter(value, name, list(arguments), [], None, None, lineno=line)


def _fixed_chars(node: nodes.Node) -> int:
    if isinstance(node, nodes.TemplateData):
        return len(node.data)
    return sum(_fixed_chars(child) for child in node.iter_child_nodes())
