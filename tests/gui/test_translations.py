"""Every sentence of the window is in the catalogue, in Chinese, with its placeholders and plurals."""

from __future__ import annotations

import ast
import re
import string
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools import translations

GUI = translations.ROOT / "gui"


def spoken(path: Path) -> Iterator[tuple[str, str]]:
    """(context, source) of every tr(), translate() and QT_TRANSLATE_NOOP() of a module, read by Python."""

    def visit(node: ast.AST, context: str) -> Iterator[tuple[str, str]]:
        inside = node.name if isinstance(node, ast.ClassDef) else context
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            words = [
                each.value
                for each in node.args[:2]
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            if name == "tr" and words:
                of_self = (
                    isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "self"
                )
                yield (inside if of_self else f"not self in line {node.lineno}", words[0])
            elif name in ("translate", "QT_TRANSLATE_NOOP") and len(words) == 2:
                yield words[0], words[1]
        for child in ast.iter_child_nodes(node):
            yield from visit(child, inside)

    yield from visit(ast.parse(path.read_text("utf-8")), "")


def messages(folder: Path, language: str) -> dict[tuple[str, str], list[str] | None]:
    """What the catalogue has: the translations, or None for a sentence without one."""
    found: dict[tuple[str, str], list[str] | None] = {}
    for context in ElementTree.parse(folder / f"{language}.ts").getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation] or [translation.text or ""]
            kind = translation.get("type")
            if kind not in ("vanished", "obsolete"):
                key = (context.findtext("name", ""), message.findtext("source", ""))
                found[key] = None if kind == "unfinished" or not all(forms) else forms
    return found


def said() -> set[tuple[str, str]]:
    return {pair for path in sorted(GUI.rglob("*.py")) for pair in spoken(path)}


def test_the_catalogue_has_every_sentence_of_the_sources() -> None:
    known = messages(translations.FOLDER, "zh_CN")
    assert sorted(said() - set(known)) == []


def test_chinese_is_complete() -> None:
    known = messages(translations.FOLDER, "zh_CN")
    assert sorted(pair for pair in said() if known.get(pair) is None) == []


def test_english_has_its_plurals() -> None:
    known = messages(translations.FOLDER, "en")
    wanted = {pair for pair in said() if "%n" in pair[1]}
    assert sorted(pair for pair in wanted if len(known.get(pair) or []) != 2) == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    def holes(words: str) -> set[str]:
        named = {name for _, name, _, _ in string.Formatter().parse(words) if name}
        return named | set(re.findall(r"%n|%L?\d", words))

    wrong = [
        (source, form)
        for (_, source), forms in messages(translations.FOLDER, language).items()
        for form in forms or ()
        # A singular may say “one” instead of the number.
        if not (holes(source) - {"%n"} <= holes(form) <= holes(source))
    ]
    assert wrong == []


def test_the_app_speaks_what_the_catalogue_says() -> None:
    """The compiled files are as new as their sources say."""
    from PySide6.QtCore import QTranslator

    for language in translations.LANGUAGES:
        translator = QTranslator()
        assert translator.load(str(translations.FOLDER / f"{language}.qm"))
        for (context, source), forms in messages(translations.FOLDER, language).items():
            if forms:
                assert translator.translate(context, source, "", 2) == forms[-1], source
