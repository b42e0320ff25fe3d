"""What went wrong with a template, as one sentence with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from engine.campaigns.budget import OverBudgetError
from engine.errors import ClienteleError

#: The file name that compiled templates carry in a traceback.
FILE = "<message>"
_QUOTED = re.compile(r"'([^']*)'")


def refusal(problem: Exception, part: str, reached: int | None) -> ClienteleError:
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
        named = _QUOTED.search(str(problem))
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
        if frame.tb_frame.f_code.co_filename in (FILE, "<template>", "<unknown>"):
            line = frame.tb_lineno
        frame = frame.tb_next
    if known and isinstance(problem, (TemplateSyntaxError, OverBudgetError)):
        return int(known)
    return int(line or reached or known or 1)
