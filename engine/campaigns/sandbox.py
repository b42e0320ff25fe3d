"""The bounded Jinja sandbox: what an owner, or a file they were sent, may write into a message.

Jinja's immutable sandbox alone stops escapes, not loops for ever or texts without end (its own documentation
says so). Here the template's syntax tree is checked against a closed list first; every loop, filter, joining
and arithmetic then counts on a ``Budget``; values offer a closed list of attributes; there is no loader, so
nothing can be included; and what customers typed is only ever a value, never compiled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.campaigns.budget import MAX_NUMBER, Budget, OverBudgetError
from engine.campaigns.filters import bounded_filters, join_values, text_of
from engine.campaigns.template_errors import FILE, refusal
from engine.campaigns.template_meter import CONTAINS, COUNTED, JOINED, Meter
from engine.campaigns.template_rules import ALLOWED_METHODS, ALLOWED_TESTS, check_tree
from engine.errors import ClienteleError

MAX_SOURCE_CHARS = 200_000
_MAX_TOKENS = 10_000
_MAX_RANGE = 5_000


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
            raise refusal(problem, part, self.budget.line) from None

    def parse(self, source: str, *, html: bool, part: str = "html") -> nodes.Template:
        """The checked syntax tree, for looking which fields a part uses; raises like ``compile``."""
        try:
            self.budget.start()
            return self._environments[html].checked_tree(source)
        except Exception as problem:
            raise refusal(problem, part, self.budget.line) from None


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
            raise refusal(problem, self.name, None) from None


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
        self.tests = {name: test for name, test in self.tests.items() if name in ALLOWED_TESTS}
        self.globals = {"range": self._range}
        self._allowed_filters = frozenset(self.filters)
        self.filters[COUNTED] = self._counted
        self.filters[JOINED] = lambda *values: join_values(budget, autoescape, values)
        self.filters[CONTAINS] = self._contains

    # --- before running ---------------------------------------------------------------------------------

    def checked_tree(self, source: str) -> nodes.Template:
        """Parsed, and refused if it uses what no message needs."""
        tree = super()._parse(source, FILE, None)
        check_tree(tree, self._allowed_filters)
        return tree

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return Meter(self).visit(self.checked_tree(source))  # type: ignore[no-any-return]

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
        if attribute in ALLOWED_METHODS.get(type(obj), ()):
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
        return owner is self or getattr(obj, "__name__", "") in ALLOWED_METHODS.get(type(owner), ())

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
