"""Puts a message's styles onto its elements, as mail programs want them, without touching its Jinja.

An HTML parser would move ``{% for %}`` out of a table and turn ``>`` in an expression into ``&gt;``. So every
piece of Jinja is masked first: as a comment between tags, where a parser keeps it in place, and as a word
inside of them.
"""

from __future__ import annotations

import re

_JINJA = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_TAG_OR_MASK = re.compile(r"<!--.*?-->|<style\b.*?</style\s*>|<[a-zA-Z/!][^>]*>|jx(\d+)xj", re.S)
_MASKED = re.compile(r"(?:<!--|&lt;!--)?jx(\d+)xj(?:-->|--&gt;)?")


def inline_styles(html: str) -> str:
    """``html`` with its style sheet copied onto the elements; the sheet stays, for phones and dark mode.

    Returned as it is when there is no style sheet or it cannot be parsed. Never loads anything.
    """
    if "<style" not in html or ("jx" in html and _MASKED.search(html)):
        return html
    import css_inline

    pieces: list[str] = []

    def mask(found: re.Match[str]) -> str:
        pieces.append(found[0])
        return f"jx{len(pieces) - 1}xj"

    def comment(found: re.Match[str]) -> str:
        is_statement = found[1] is not None and pieces[int(found[1])].startswith(("{%", "{#"))
        return f"<!--{found[0]}-->" if is_statement else found[0]

    masked = _TAG_OR_MASK.sub(comment, _JINJA.sub(mask, html))
    inliner = css_inline.CSSInliner(
        keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False, inline_style_tags=True
    )
    try:
        inlined = inliner.inline(masked)
    except css_inline.InlineError:
        return html
    found = [int(number) for number in _MASKED.findall(inlined)]
    if sorted(set(found)) != list(range(len(pieces))):
        return html
    return _MASKED.sub(lambda piece: pieces[int(piece[1])], inlined)
