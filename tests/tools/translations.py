"""Keeps resources/i18n in step with the sources, through Qt's own lupdate and lrelease.

python tests/tools/translations.py                  collect strings, compile the .qm files
python tests/tools/translations.py --missing        list what lacks Chinese or an English plural, as JSON
python tests/tools/translations.py --fill FILE.json put translations in: {"Context": {"source": "译文"}}
python tests/tools/translations.py --fill FILE.json --language en     English plurals: ["%n day", "%n days"]
python tests/tools/translations.py --clean          forget strings that the sources no longer have
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = ("zh_CN", "en")


def tool(name: str) -> str:
    """The path of lupdate or lrelease that came with PySide6."""
    import PySide6

    folder = Path(PySide6.__file__).parent
    return str(next(path for path in (folder / name, folder / f"{name}.exe") if path.exists()))


def collect(folder: Path = FOLDER, *, clean: bool = False) -> None:
    """Bring the .ts files up to date with every tr() in gui/."""
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "gui").rglob("*.py"))
    options = ["-locations", "none", "-source-language", "en"] + (["-no-obsolete"] if clean else [])
    for language in LANGUAGES:
        plural = ["-pluralonly"] if language == "en" else []
        target = ["-target-language", language, "-ts", str(folder / f"{language}.ts")]
        subprocess.run(
            [tool("lupdate"), "-silent", *options, *plural, *sources, *target],
            cwd=ROOT,
            check=True,
        )


def compile_all() -> None:
    """Make the .qm files that the app loads."""
    for language in LANGUAGES:
        # Replaced, not rewritten: a window that is open has the old file mapped into its memory.
        made = FOLDER / f"{language}.qm.new"
        command = [tool("lrelease"), "-silent", str(FOLDER / f"{language}.ts")]
        subprocess.run([*command, "-qm", str(made)], check=True)
        made.replace(FOLDER / f"{language}.qm")


def missing(language: str, folder: Path = FOLDER) -> dict[str, list[str]]:
    """The sources without a finished translation, by context."""
    found: dict[str, list[str]] = {}
    for context in ElementTree.parse(folder / f"{language}.ts").getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            if translation.get("type") == "unfinished":
                found.setdefault(context.findtext("name", ""), []).append(message.findtext("source", ""))
    return found


def fill(path: Path, language: str) -> list[str]:
    """Put the translations of a JSON file in; returns those that no source asks for."""
    given: dict[str, dict[str, str | list[str]]] = json.loads(path.read_text("utf-8"))
    tree = ElementTree.parse(FOLDER / f"{language}.ts")
    unused = {(context, source) for context, lines in given.items() for source in lines}
    for context in tree.getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            source = message.findtext("source", "")
            words = given.get(name, {}).get(source)
            translation = message.find("translation")
            if words is None or translation is None:
                continue
            unused.discard((name, source))
            translation.attrib.pop("type", None)
            for child in list(translation):
                translation.remove(child)
            if message.get("numerus") == "yes":
                for form in [words] if isinstance(words, str) else words:
                    ElementTree.SubElement(translation, "numerusform").text = form
            else:
                translation.text = str(words)
    write(tree, FOLDER / f"{language}.ts")
    return sorted(f"{context}: {source}" for context, source in unused)


def write(tree: ElementTree.ElementTree, path: Path) -> None:  # type: ignore[type-arg]
    """Save a .ts file the way lupdate formats it."""
    tree.write(path, encoding="unicode", xml_declaration=False)
    body = path.read_text("utf-8")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def main() -> int:
    """Do what the options say; 1 when ``--missing`` found something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--fill", type=Path)
    parser.add_argument("--language", choices=LANGUAGES, default="zh_CN")
    options = parser.parse_args()
    collect(clean=options.clean)
    if options.fill:
        for line in fill(options.fill, options.language):
            print(f"no such string: {line}", file=sys.stderr)
        collect(clean=options.clean)
    compile_all()
    if options.missing:
        left = {language: found for language in LANGUAGES if (found := missing(language))}
        print(json.dumps(left, ensure_ascii=False, indent=2))
        return 1 if left else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
