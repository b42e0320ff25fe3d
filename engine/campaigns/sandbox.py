"""The bounded Jinja sandbox: what an owner, or a file they were sent, may write into a message.

Jinja's immutable sandbox alone stops escapes, not loops for ever or texts without end (its own documentation
says so). Here the template's syntax tree is checked against a closed list first; every loop, filter, joining
and arithmetic then counts on a ``Budget``; values offer a closed list of attributes; there is no loader, so
nothing can be included; and what customers typed is only ever a value, never compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from engine.campaigns.budget import MAX_NUMBER, MAX_VALUE_CHARS, Budget, OverBudgetError
from engine.campaigns.filters import bounded_filters, join_values, text_of
from engine.errors import ClienteleError

MAX_SOURCE_CHARS = 200_000
_MAX_TOKENS = 10_000
_MAX_NESTING = 60
_MAX_RANGE = 5_000
_FILE = "<message>"

_ALLOWED_NODES = frozenset(
    {
        "Template", "Output", "TemplateData", "Name", "NSRef", "Const", "Assign", "AssignBlock", "For",
        "If", "With", "Getattr", "Getitem", "Slice", "Filter", "Test", "Call", "Compare", "Operand",
        "And", "Or", "Not", "Neg", "Pos", "Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Concat",
        "CondExpr", "List", "Tuple", "Dict", "Pair", "Keyword",
    }
)  # fmt: skip
_ALLOWED_TESTS = frozenset(
    {
        "defined", "undefined", "none", "string", "number", "integer", "mapping", "sequence", "iterable",
        "even", "odd", "divisibleby", "eq", "equalto", "==", "ne", "!=", "lt", "<", "le", "<=", "gt",
        ">", "ge", ">=", "true", "false", "boolean", "lower", "upper",
    }
)  # fmt: skip
_ALLOWED_METHODS: Mapping[type, frozenset[str]] = {
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
_COUNTED, _JOINED, _CONTAINS = "_counted", "_joined", "_contains"
_NAMES_IN_PYTHON = re.compile(r"'([^']*)'")


class Sandbox:
    """Compiles parts of a message and renders them within a budget. One thread at a time."""

    def __init__(self) -> None:
        self.budget = Budget()
        self._environments = {escape: _Environment(self.budget, escape) for escape in (False, True)}

    def compile(self, source: str, *, html: bool, part: str = "html") -> Part:
        """The part ready to render; ``html`` escapes every value.

        Raises ClienteleError ``campaign.template_…`` with ``line`` and ``part`` when it cannot be.
        """
        if len(source) > MAX_SOURCE_CHARS:
            raise ClienteleError("campaign.template_source_too_big", line=1, part=part)
        environment = self._environments[html]
        self.budget.start()
        try:
            return Part(self, environment.from_string(source), part)
        except Exception as problem:
            raise _refusal(problem, part, self.budget.line) from None

    def parse(self, source: str, *, html: bool, part: str = "html") -> nodes.Template:
        """The checked syntax tree, for looking which fields a part uses; raises like ``compile``."""
        try:
            self.budget.start()
            return self._environments[html].checked_tree(source)
        except Exception as problem:
            raise _refusal(problem, part, self.budget.line) from None


class Part:
    """One compiled part of a message."""

    __slots__ = ("_budget", "_concat", "_root", "_template", "name")

    def __init__(self, sandbox: Sandbox, template: Any, name: str) -> None:
        self._budget = sandbox.budget
        self._template = template
        self.name = name

    def render(self, facts: Mapping[str, Any]) -> str:
        """The part filled with ``facts`` (plain dicts, lists, texts and numbers only).

        Raises ClienteleError ``campaign.template_…`` with ``line`` and ``part``.
        """
        self._budget.start()
        try:
            return str(self._template.render(facts))
        except Exception as problem:
            raise _refusal(problem, self.name, None) from None


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, budget: Budget, autoescape: bool) -> None:
        self._budget = budget
        super().__init__(
            autoescape=autoescape,
            undefined=_Missing,
            finalize=self._put_out,
            extensions=[_CountTokens],
            optimized=False,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=0,
            keep_trailing_newline=True,
        )
        self.filters = bounded_filters(budget)
        self.tests = {name: test for name, test in self.tests.items() if name in _ALLOWED_TESTS}
        self.globals = {"range": self._range}
        self._allowed_filters = frozenset(self.filters)
        self.filters[_COUNTED] = self._counted
        self.filters[_JOINED] = lambda *values: join_values(budget, autoescape, values)
        self.filters[_CONTAINS] = self._contains

    # --- before running ---------------------------------------------------------------------------------

    def checked_tree(self, source: str) -> nodes.Template:
        """Parsed, and refused if it uses what no message needs."""
        tree = super()._parse(source, _FILE, None)
        _check(tree, self._allowed_filters, 0)
        return tree

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return _Meter(self).visit(self.checked_tree(source))  # type: ignore[no-any-return]

    # --- while running ----------------------------------------------------------------------------------

    def _put_out(self, value: Any) -> str:
        if not isinstance(value, str):
            value = text_of(value)
        self._budget.write(len(value))
        return value  # type: ignore[no-any-return]

    def _counted(self, value: Any, line: int, weight: int) -> Iterator[Any]:
        """The items of a loop, each counted together with the fixed text that it repeats."""
        if isinstance(value, Undefined):
            iter(value)  # raises, naming the field
        if isinstance(value, str) or not hasattr(value, "__len__"):
            raise OverBudgetError("not_list", line)
        return self._count(value, line, weight)

    def _count(self, value: Any, line: int, weight: int) -> Iterator[Any]:
        budget = self._budget
        for item in value:
            budget.line = line
            budget.step()
            budget.write(weight)
            yield item

    def _contains(self, item: Any, container: Any) -> bool:
        if isinstance(container, str):
            self._budget.value(len(container) + 64 * len(text_of(item)))
        elif isinstance(container, (list, tuple, dict)):
            self._budget.step(1 + len(container) // 16)
        else:
            raise OverBudgetError("not_list")
        return item in container

    def _range(self, *bounds: int) -> range:
        if not bounds or len(bounds) > 3 or not all(isinstance(bound, int) for bound in bounds):
            raise OverBudgetError("bad_sum")
        if any(abs(bound) > MAX_NUMBER for bound in bounds) or len(made := range(*bounds)) > _MAX_RANGE:
            raise OverBudgetError("too_long")
        return made

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers of a sane size, and ``+`` on two texts; nothing else."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            self._budget.value(len(left) + len(right))
            return left + right
        for value in (left, right):
            if isinstance(value, Undefined):
                str(value)  # raises, naming the field
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise OverBudgetError("bad_sum")
            if abs(value) > MAX_NUMBER:
                raise OverBudgetError("too_big")
        if operator == "**" and not (abs(right) <= 15 and abs(left) <= 1_000):
            raise OverBudgetError("too_big")
        self._budget.step()
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a dict, or one of the few methods and loop facts; never a Python attribute."""
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                pass
        if attribute in _ALLOWED_METHODS.get(type(obj), ()):
            return getattr(obj, attribute)
        if isinstance(obj, Undefined):
            str(obj)  # raises, naming the field that is missing first
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item by key or position; never a Python attribute."""
        if isinstance(obj, str):
            self._budget.value(len(obj))
        elif isinstance(obj, Undefined):
            str(obj)
        elif not isinstance(obj, (dict, list, tuple)):
            return self.undefined(obj=obj, name=argument)
        try:
            return obj[argument]
        except (TypeError, LookupError, ValueError):
            return self.undefined(obj=obj, name=argument)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only what ``getattr`` above can have handed out, and range."""
        owner = getattr(obj, "__self__", None)
        return owner is self or getattr(obj, "__name__", "") in _ALLOWED_METHODS.get(type(owner), ())

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call it, counted, with short arguments."""
        self._budget.step()
        for value in args:
            if isinstance(value, str):
                self._budget.value(len(value))
        found = super().call(context, obj, *args, **kwargs)
        # .items() and .split() as lists, so that whatever loops over them knows their length.
        return list(found) if not isinstance(found, (str, int, float, list, dict, range)) else found


class _Missing(StrictUndefined):
    """A field that does not exist: an error when used, apart from ``is defined`` and ``default``."""

    @property
    def _undefined_message(self) -> str:
        return f"'{self._undefined_name}'"


class _CountTokens(Extension):
    """Stops reading a template that is too long before the parser works on it."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Pass tokens on up to the limit."""
        for count, token in enumerate(stream):
            self.environment._budget.line = token.lineno  # type: ignore[attr-defined]
            if count > _MAX_TOKENS:
                raise OverBudgetError("too_complicated", token.lineno)
            yield token


def _check(node: nodes.Node, filters: frozenset[str], depth: int) -> None:
    """Refuse whatever is not on the closed lists, with its line."""
    kind = type(node).__name__
    if depth > _MAX_NESTING:
        raise OverBudgetError("too_complicated", node.lineno)
    if kind not in _ALLOWED_NODES:
        raise OverBudgetError("not_allowed", node.lineno, what=_STATEMENTS.get(kind, kind.lower()))
    if isinstance(node, nodes.Filter) and node.name not in filters:
        raise OverBudgetError("unknown_filter", node.lineno, what=node.name, names=sorted(filters))
    if isinstance(node, nodes.Test) and node.name not in _ALLOWED_TESTS:
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
        _check(child, filters, depth + 1)


def _check_fixed(node: nodes.Node) -> None:
    # A list of two lists of two lists … takes no space, but comparing two such never ends.
    if any(not isinstance(part, (nodes.Const, nodes.Pair)) for part in node.iter_child_nodes()):
        raise OverBudgetError("list_not_fixed", node.lineno)


def _check_call(node: nodes.Call) -> None:
    called = node.node
    if isinstance(called, nodes.Name) and called.name in _CALLABLE_NAMES:
        return
    if isinstance(called, nodes.Getattr) and any(called.attr in names for names in _ALLOWED_METHODS.values()):
        return
    what = called.name if isinstance(called, nodes.Name) else getattr(called, "attr", "")
    raise OverBudgetError("not_allowed", node.lineno, what=f"{what}()")


_STATEMENTS = {
    "Include": "include", "Import": "import", "FromImport": "import", "Extends": "extends", "Block": "block",
    "Macro": "macro", "CallBlock": "call", "FilterBlock": "filter", "ExprStmt": "do",
    "EvalContextModifier": "autoescape",
    "ScopedEvalContextModifier": "autoescape", "Scope": "autoescape",
}  # fmt: skip


class _Meter(NodeTransformer):
    """Puts the counters into a checked tree."""

    def __init__(self, environment: _Environment) -> None:
        self._environment = environment

    def visit_For(self, node: nodes.For) -> nodes.For:
        """Count each turn, and the fixed text a turn puts out."""
        self.generic_visit(node)
        weight = sum(_fixed_chars(child) for child in node.body)
        line, items = node.lineno, cast(nodes.Expr, node.iter)
        node.iter = _filter(_COUNTED, items, line, nodes.Const(line), nodes.Const(weight))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """Know the size of ``a ~ b`` before making it."""
        self.generic_visit(node)
        first, *rest = node.nodes
        return _filter(_JOINED, first, node.lineno, *rest)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        """Count ``a in b``, whose work grows with both."""
        self.generic_visit(node)
        if any(operand.op in ("in", "notin") for operand in node.ops):
            if len(node.ops) != 1:
                raise OverBudgetError("not_allowed", node.lineno, what="in")
            found = _filter(_CONTAINS, node.expr, node.lineno, node.ops[0].expr)
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


def _refusal(problem: Exception, part: str, reached: int | None) -> ClienteleError:
    """What went wrong as one sentence with its line; ``reached``: how far the parser had read."""
    if isinstance(problem, ClienteleError):
        return problem
    line = _line_of(problem, reached)
    if isinstance(problem, OverBudgetError):
        return ClienteleError(
            f"campaign.template_{problem.kind}", line=line, part=part, **_sayable(problem.facts)
        )
    if isinstance(problem, TemplateSyntaxError):
        for pattern, kind in _SYNTAX:
            found = re.search(pattern, str(problem.message))
            if found:
                return ClienteleError(f"campaign.template_{kind}", line=line, part=part, **found.groupdict())
        return ClienteleError("campaign.template_syntax", line=line, part=part)
    if isinstance(problem, UndefinedError):
        named = _NAMES_IN_PYTHON.search(str(problem))
        return ClienteleError(
            "campaign.template_unknown_field", line=line, part=part, field=named[1] if named else ""
        )
    if isinstance(problem, (RecursionError, MemoryError, SyntaxError)):
        return ClienteleError("campaign.template_too_complicated", line=line, part=part)
    if isinstance(problem, SecurityError):
        return ClienteleError("campaign.template_not_allowed", line=line, part=part, what="")
    if isinstance(
        problem, (TemplateError, ArithmeticError, TypeError, ValueError, LookupError, AttributeError)
    ):
        return ClienteleError("campaign.template_bad_sum", line=line, part=part)
    raise problem


def _sayable(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name != "names"}


#: What Jinja's parser says, and the last part of our words key for it.
_SYNTAX = (
    (r"unknown tag '(?P<what>end\w+)'", "unopened"),
    (r"unknown tag '(?P<what>[^']+)'", "unknown_tag"),
    (r"[Mm]issing end of|[Uu]nexpected end of|looking for the following", "unclosed"),
    (r"(?:unexpected|got) '(?P<what>[^']+)'", "unexpected"),
    (r"unexpected char ['\"]+(?P<what>[^'\"\\\\])", "unexpected"),
)


def _line_of(problem: BaseException, reached: int | None) -> int:
    """The line of the template that failed; Jinja rewrites the frames of a failed rendering to its lines."""
    known = getattr(problem, "line", None) or getattr(problem, "lineno", None)
    frame, line = problem.__traceback__, None
    while frame is not None:
        if frame.tb_frame.f_code.co_filename in (_FILE, "<template>", "<unknown>"):
            line = frame.tb_lineno
        frame = frame.tb_next
    if known and isinstance(problem, (TemplateSyntaxError, OverBudgetError)):
        return int(known)
    return int(line or reached or known or 1)
