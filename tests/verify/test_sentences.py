"""Every finding that verify can make has its sentences in both languages, and each sentence its facts."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

import listgen.verify

FOLDER = Path(listgen.verify.__file__).parent
LOCALE = FOLDER.parent / "locale" / "verify.toml"
SENTENCES: dict[str, dict[str, str]] = tomllib.loads(LOCALE.read_text(encoding="utf-8"))
SUBJECTS = (
    "manifest",
    "output",
    "expected",
    "data",
    "file",
    "specimen",
    "unreleased",
    "pdf",
    "code",
    "docx",
    "table",
    "sign",
    "proof",
    "merged",
    "sheet",
    "engraving",
    "package",
    "workbook",
    "order",
    "receipt",
    "picture",
    "gbt",
    "contents",
)
SLUG = re.compile(rf"({'|'.join((*SUBJECTS, 'page', 'project', 'ledger'))})(-[a-z]+)+")
# Of a paragraph: what these add to the facts of their callers.
TOLD = {name: {"clause", "paragraph", "quote"} for name in ("fault", "doubt")}
TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.rglob("*.py"))]


def slugs_of(node: ast.AST) -> set[str]:
    found = {child.value for child in ast.walk(node) if isinstance(child, ast.Constant)}
    return {text for text in found if isinstance(text, str) and SLUG.fullmatch(text)}


def test_every_slug_has_its_sentences_and_no_sentence_is_left_over() -> None:
    assert set[str]().union(*map(slugs_of, TREES)) == set(SENTENCES)


@pytest.mark.parametrize("slug", sorted(SENTENCES))
def test_both_languages_say_the_same(slug: str) -> None:
    entry = SENTENCES[slug]
    assert set(entry) == {"zh", "zh_fix", "en", "en_fix"}
    assert names(entry["zh"]) == names(entry["en"])
    assert all(entry.values())


def test_each_call_gives_the_facts_its_sentence_names() -> None:
    for tree in TREES:
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            given = {keyword.arg for keyword in call.keywords}
            for slug in slugs_of(call.args[0]) if call.args else ():
                name = call_name(call)
                if name in ("error", "warn", "say", *TOLD):
                    given |= TOLD.get(name, set())
                    assert names(SENTENCES[slug]["zh"]) | names(SENTENCES[slug]["zh_fix"]) <= given, slug


def test_faults_of_the_content_and_of_objects_have_a_value() -> None:
    """Their slugs pass through variables, always with the one fact `value`."""
    for name in ("content.py", "pdf_objects.py"):
        for slug in slugs_of(ast.parse((FOLDER / name).read_text(encoding="utf-8"))):
            assert names(SENTENCES[slug]["zh"]) <= {"value"}


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def call_name(call: ast.Call) -> str:
    return (
        call.func.id if isinstance(call.func, ast.Name) else "say" if isinstance(call.func, ast.IfExp) else ""
    )
