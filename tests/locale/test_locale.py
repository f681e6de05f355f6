"""Every slug in the code has its sentences in both languages, with facts that the finding carries."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from listgen.findings import Location, error, warn
from listgen.locale import FACTS, LANGUAGES, PHRASES, TABLES, say, table, translation, visible, word
from listgen.locale.show import ERRORS, SHOWN, lines, record

PACKAGE = Path(__file__).parent.parent.parent / "listgen"
SLUG = re.compile(r"[a-z]+(-[a-z0-9]+)+")
ALWAYS = {"place"}  # a fact of every finding

# Modules that hand a slug on as a value: the strings there that look like slugs and are none.
NO_SLUGS = {
    "cli/commands.py": {"listgen-demo", "no-longer-planned"},
    "sources/fields.py": set[str](),
    "sources/gate.py": set[str](),
    "catalog/roster.py": set[str](),
    "text.py": set[str](),
    "documents/check.py": set[str](),
    "documents/faults.py": set[str](),
    "signage/check.py": set[str](),
}
# What these hand to `error` besides what is written at the call.
HANDED_ON = {
    "sources/gate.py": ("text.py",),
    "documents/check.py": ("documents/faults.py",),
}


def _name(function: ast.expr) -> str:
    return ast.unparse(function).rpartition(".")[2]


def _modules(folder: str = "") -> Iterator[Path]:
    return (path for path in sorted((PACKAGE / folder).rglob("*.py")))


def _calls(path: Path) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Calls of error, warn and what hands on to them, each with the function around it."""
    text = path.read_text("utf-8")
    if not re.search(r"\b(error|warn|fault|doubt)\(", text):
        return
    tree = ast.parse(text)
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for scope in scopes:
        for node in ast.walk(scope):
            if isinstance(node, ast.Call) and _name(node.func) in {"error", "warn", "fault", "doubt"}:
                yield node, scope


def _literal(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _facts(call: ast.Call, scope: ast.AST) -> set[str]:
    """The names of the values of a call; a `**facts` is looked up in the function around it."""
    told = _name(call.func) in {"fault", "doubt"}  # they add the paragraph that they are told of
    names = {"clause", "paragraph", "quote"} if told else set[str]()
    for keyword in call.keywords:
        if keyword.arg:
            names.add(keyword.arg)
            continue
        for node in ast.walk(scope):
            value = None
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == ast.unparse(keyword.value):
                value = node.value
            if isinstance(value, ast.Dict):
                names |= {str(ast.literal_eval(key)) for key in value.keys if key is not None}
    return names


def _literal_calls() -> Iterator[tuple[str, str, set[str]]]:
    for path in _modules():
        for call, scope in _calls(path):
            if _literal(call):
                yield path.relative_to(PACKAGE).as_posix(), _literal(call), _facts(call, scope)


def _strings(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and SLUG.fullmatch(text)} - {"utf-8"}


CALLS = tuple(_literal_calls())
SLUGS = {slug for _, slug, _ in CALLS}
INPUT_SLUGS = {slug for file, slug, _ in CALLS if not file.startswith("verify/")}


def test_there_are_slugs() -> None:
    assert {"duplicate-id", "zero-width-character"} & SLUGS == {"duplicate-id"}
    assert len(SLUGS) > 100


@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_slug_is_worded(slug: str) -> None:
    _assert_complete(slug)


def test_handed_on_slugs_are_worded() -> None:
    """Where a slug is a variable, every string of the module that looks like one has to be worded."""
    for path in _modules():
        file = path.relative_to(PACKAGE).as_posix()
        if file.startswith("verify/") or all(_literal(call) for call, _ in _calls(path)):
            continue
        if file == "findings.py":
            continue
        assert file in NO_SLUGS, f"{file} hands on slugs that no test knows"
        for source in (file, *HANDED_ON.get(file, ())):
            for slug in _strings(PACKAGE / source) - NO_SLUGS[source]:
                _assert_complete(slug)


def _assert_complete(slug: str) -> None:
    entry = _entry(slug)
    assert set(entry) == {"zh", "zh_fix", "en", "en_fix"}
    assert all(text.strip() for text in entry.values())


def _entry(slug: str) -> dict[str, str]:
    return next((table(name)[slug] for name in TABLES if slug in table(name)), {})


@pytest.mark.parametrize(("file", "slug", "facts"), CALLS, ids=[f"{file}:{slug}" for file, slug, _ in CALLS])
def test_sentences_name_facts_that_exist(file: str, slug: str, facts: set[str]) -> None:
    for text in _entry(slug).values():
        assert _placeholders(text) <= facts | ALWAYS


@pytest.mark.parametrize("phrase", table(PHRASES))
def test_phrases_name_facts_that_exist(phrase: str) -> None:
    """Wherever a phrase may stand, the finding carries what it names."""
    fact = phrase.partition("=")[0]
    carried = [facts for _, _, facts in CALLS if fact in facts]
    carried += [{"region", "paragraph", "table", "row", "column", "quote", "near", "known"}]
    for text in table(PHRASES)[phrase].values():
        assert all(_placeholders(text) <= facts for facts in carried)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", TABLES)
def test_table_is_complete(name: str) -> None:
    for slug, entry in table(name).items():
        assert set(entry) in ({"zh", "en"}, {"zh", "zh_fix", "en", "en_fix"}), slug
        if name not in ("cli", "answers"):
            assert "zh_fix" in entry, slug


def test_no_slug_is_worded_twice() -> None:
    slugs = [slug for name in TABLES for slug in table(name)]
    assert sorted(slugs) == sorted(set(slugs))


def test_no_wording_is_left_over() -> None:
    used = SLUGS.union(*(_strings(path) for path in _modules()))
    assert set(table("input")) - used == set()


PUNCTUATION = re.compile(r"[\u4e00-\u9fff][,;:!?]|[,;!?][\u4e00-\u9fff]")


@pytest.mark.parametrize("name", [*TABLES, FACTS, PHRASES])
def test_languages_are_not_mixed(name: str) -> None:
    """Chinese sentences have Chinese punctuation; English ones name Chinese only as quoted data."""
    for slug, entry in table(name).items():
        for key in ("zh", "zh_fix"):
            bare = re.sub(r"“[^”]*”|\{[^}]*\}", "", entry.get(key, ""))
            assert not PUNCTUATION.search(bare), (slug, key)
        for key in ("en", "en_fix"):
            bare = re.sub(r"“[^”]*”", "", entry.get(key, ""))
            assert not re.search("[，。；：、？！（）]", bare), (slug, key)


def test_every_pattern_has_words() -> None:
    patterns = set()
    for path in _modules():
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) == "code" and len(node.args) > 1:
                patterns.add(ast.unparse(node.args[1]))
    literal = {ast.literal_eval(text) for text in patterns if text.startswith("'")}
    assert len(literal) > 5
    from listgen.catalog.items import ID
    from listgen.catalog.roster import _PHONE

    roster = {r"[0-9]{5}", r"[0-9]{12}", r"[0-9]{2,3}", ID, _PHONE}
    assert {f"pattern={pattern}" for pattern in literal | roster} <= set(table(FACTS))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ["unheard-of", "duplicate-id", "bad-code"])
def test_a_gap_falls_back_to_the_facts(slug: str, language: str) -> None:
    assert word(error(slug, Location("a.csv"), other="x"), language).message == "other=x"
    assert word(error("unheard-of", Location("a.csv")), language).message == "unheard-of"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("青石村", "青石村"),
        ("甲\u202e乙", "甲〔U+202E〕乙"),
        ("\x1b[31m", "〔U+001B〕[31m"),
        ("甲\n乙", "甲〔U+000A〕乙"),
        ("\ud800", "〔U+D800〕"),
        ("{value}", "{value}"),
        ("长" * 200, "长" * 79 + "…"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_braces_in_a_value_are_data() -> None:
    finding = error("duplicate-id", Location("a.csv"), value="{first}", first="{value}")
    assert "{first}" in word(finding, "zh").message


def test_an_unknown_label_comes_back() -> None:
    assert say("zh", "label.nothing") == "label.nothing"
    assert translation("zh").pgettext("other", "label.fix") == translation("zh").gettext("label.fix")


def test_warnings_of_a_sort_are_counted() -> None:
    findings = [warn("gb18030-file", Location(f"{n}.csv"), value="GB18030") for n in range(SHOWN + 5)]
    findings += [error("csv-empty", Location(f"{n}.csv"), value="") for n in range(SHOWN + 5)]
    few, everything = list(lines(findings, "zh")), list(lines(findings, "zh", everything=True))
    assert sum("gb18030-file: " in line for line in few) == SHOWN
    assert sum("csv-empty: " in line for line in few) == SHOWN + 5
    assert sum("gb18030-file: " in line for line in everything) == SHOWN + 5
    alike = [error("csv-empty", Location(f"{n}.csv"), value="") for n in range(ERRORS + 5)]
    other = error("gb18030-file", Location("last.csv"), value="GB18030")
    few = list(lines([*alike, other], "en"))
    assert sum("csv-empty: " in line for line in few) == ERRORS
    assert any(line.lstrip().startswith("5 more") for line in few) and "last.csv: gb18030-file" in few[-2]
    assert sum("csv-empty: " in line for line in lines(alike, "en", everything=True)) == ERRORS + 5
    assert any(" 5 " in line for line in few)
    assert list(lines([], "en")) == []


def test_record_has_the_fields_of_the_contract() -> None:
    entry = record(error("duplicate-id", Location("a.csv", cell="B1"), value="1", first="B0"), "en")
    assert list(entry) == ["slug", "severity", "file", "sheet", "cell", "line", "value", "message", "fix"]
    assert (entry["slug"], entry["severity"], entry["cell"]) == ("duplicate-id", "error", "B1")
