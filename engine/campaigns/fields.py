"""What a message may say about its reader: the merge fields, for completion, help and checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from jinja2 import nodes

from engine.words import Text


@dataclass(frozen=True)
class Field:
    """One merge field: ``path`` as written in a template (``[]``: one item of a list)."""

    path: str
    #: Whether some customers have none, so that a template should say what happens then.
    can_be_empty: bool = False

    @property
    def meaning(self) -> Text:
        """What it holds, for the completion list."""
        return Text(f"campaign.field.{self.path.replace('[]', '').replace('.', '_')}")


FIELDS = (
    Field("customer.first_name", can_be_empty=True),
    Field("customer.name", can_be_empty=True),
    Field("customer.greeting"),
    Field("customer.code"),
    Field("customer.city", can_be_empty=True),
    Field("customer.country", can_be_empty=True),
    Field("customer.orders"),
    Field("customer.last_order", can_be_empty=True),
    Field("shop.name"),
    Field("shop.address", can_be_empty=True),
    Field("shop.website", can_be_empty=True),
    Field("recommendations", can_be_empty=True),
    Field("recommendations[].name"),
    Field("recommendations[].price", can_be_empty=True),
    Field("recommendations[].reason", can_be_empty=True),
    Field("recommendations[].url", can_be_empty=True),
    Field("recommendations[].picture", can_be_empty=True),
    Field("recommendations[].code"),
    Field("offer.text", can_be_empty=True),
    Field("coupon.code", can_be_empty=True),
    Field("coupon.valid_from", can_be_empty=True),
    Field("coupon.valid_until", can_be_empty=True),
    Field("unsubscribe_url", can_be_empty=True),
    Field("subject"),
    Field("preheader"),
)
_BY_PATH = {field.path: field for field in FIELDS}


@dataclass(frozen=True)
class Use:
    """One place of a template that uses a field, as ``fields.FIELDS`` writes it."""

    path: str
    line: int
    #: Inside ``{% if … %}`` on the same field, or with a ``default``.
    guarded: bool

    @property
    def known(self) -> bool:
        """Whether there is such a field (or a group of fields by that name)."""
        return self.path in _BY_PATH or any(
            path.startswith((self.path + ".", self.path + "[]")) for path in _BY_PATH
        )

    @property
    def can_be_empty(self) -> bool:
        """Whether some customers have nothing in it."""
        return self.path in _BY_PATH and _BY_PATH[self.path].can_be_empty

    @property
    def suggestion(self) -> str:
        """The known field that looks most like it; empty if none does."""
        close = get_close_matches(self.path, list(_BY_PATH), n=1, cutoff=0.6)
        return close[0].replace("[]", "[0]") if close else ""


def fields_used(tree: nodes.Template) -> list[Use]:
    """Every use of a field in a checked template, in order; the template's own variables are followed."""
    return list(_uses(tree, {}, frozenset()))


def _uses(node: nodes.Node, names: dict[str, str], guards: frozenset[str]) -> Iterator[Use]:
    if isinstance(node, nodes.For):
        yield from _uses(node.iter, names, guards | _paths(node.iter, names))
        inner = {**names, "loop": ""}
        source = _path(node.iter, names)
        for target in (
            node.target.find_all(nodes.Name) if not isinstance(node.target, nodes.Name) else [node.target]
        ):
            inner[target.name] = f"{source}[]" if source and isinstance(node.target, nodes.Name) else ""
        for child in (*node.body, *node.else_):
            yield from _uses(child, inner, guards)
    elif isinstance(node, nodes.If):
        tested = guards | _paths(node.test, names)
        yield from _uses(node.test, names, tested)
        for child in node.body:
            yield from _uses(child, names, tested)
        for child in (*node.elif_, *node.else_):
            yield from _uses(child, names, guards)
    elif isinstance(node, nodes.CondExpr):
        tested = guards | _paths(node.test, names)
        for expression in (node.test, node.expr1):
            yield from _uses(expression, names, tested)
        if node.expr2 is not None:
            yield from _uses(node.expr2, names, guards)
    elif isinstance(node, nodes.Assign):
        yield from _uses(node.node, names, guards)
        for target in (
            node.target.find_all(nodes.Name) if not isinstance(node.target, nodes.Name) else [node.target]
        ):
            names[target.name] = _path(node.node, names)
    elif isinstance(node, nodes.AssignBlock) and isinstance(node.target, nodes.Name):
        for child in node.body:
            yield from _uses(child, names, guards)
        names[node.target.name] = ""
    elif isinstance(node, (nodes.Filter, nodes.Test)) and node.name in _TOLERANT:
        if node.node is not None:
            yield from _uses(node.node, names, guards | _paths(node.node, names))
    elif isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)):
        path = _path(node, names)
        if path:
            yield Use(
                path, node.lineno, path in guards or any(path.startswith(guard + "[]") for guard in guards)
            )
        elif not isinstance(node, nodes.Name):
            yield from _uses(node.node, names, guards)
    else:
        for child in node.iter_child_nodes():
            yield from _uses(child, names, guards)


def _path(node: nodes.Node, names: dict[str, str]) -> str:
    """``recommendations[].name`` for the expression, through the template's variables; empty: none."""
    if isinstance(node, nodes.Name):
        if node.name in names:
            return names[node.name]
        return node.name if node.ctx == "load" and node.name != "range" else ""
    if isinstance(node, nodes.Filter) and node.node is not None:
        path = _path(node.node, names)
        return (
            f"{path}[]"
            if path and node.name in ("first", "last")
            else path
            if node.name in _SAME_LIST
            else ""
        )
    if isinstance(node, nodes.Getattr):
        path = _path(node.node, names)
        return f"{path}.{node.attr}" if path and node.attr not in _METHODS else path
    if isinstance(node, nodes.Getitem):
        path = _path(node.node, names)
        if not path:
            return ""
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return f"{path}.{node.arg.value}"
        return path if isinstance(node.arg, nodes.Slice) or path not in _LISTS else f"{path}[]"
    return ""


def _paths(node: nodes.Node | None, names: dict[str, str]) -> frozenset[str]:
    """The fields that a condition asks about."""
    if node is None:
        return frozenset()
    own = _path(node, names)
    inner = frozenset().union(*(_paths(child, names) for child in node.iter_child_nodes()))
    return inner | {own} if own else inner


#: Filters and tests that ask whether there is anything.
_TOLERANT = frozenset({"default", "d", "defined", "undefined"})
_LISTS = frozenset({"recommendations"})
_SAME_LIST = frozenset({"list", "sort", "reverse", "selectattr"})
_METHODS = frozenset(
    {"upper", "lower", "strip", "startswith", "endswith", "split", "isdigit", "items", "keys", "values"}
)
