"""The layers of the design: imports point down, each library has one home, the clock belongs to cli.

Reads the syntax tree of every module, so an import inside a function or under TYPE_CHECKING counts too.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "listgen"
MODULES = tuple(sorted(PACKAGE.rglob("*.py")))

# Top to bottom. A package may use the lines below its own, never its neighbours.
LINES: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in (
        "__main__",
        "cli",
        "build edit verify preview",
        "preflight",
        "documents signage site orders",
        "drawing",
        "typeset qr",
        "catalog",
        "county",
        "project links",
        "sources",
        "text findings units resources save filenames locale __init__",
    )
)
BOTTOM = LINES[-1]


def _allowed() -> dict[str, frozenset[str]]:
    allowed: dict[str, frozenset[str]] = {}
    for at, line in enumerate(LINES):
        below = frozenset[str]().union(*LINES[at + 1 :])
        allowed |= dict.fromkeys(line, below)
    allowed["orders"] |= {"signage"}
    allowed["locale"] |= {"findings"}  # it puts them into words
    allowed["typeset"] = allowed["qr"] = BOTTOM  # they take strings and know no catalog
    allowed["verify"] = frozenset({"findings", "units"})  # a check shares no code with its subject
    return allowed


ALLOWED = _allowed()

# The one home of a library that writes. verify reads with any of them.
HOMES: dict[str, frozenset[str]] = {
    "openpyxl": frozenset({"sources"}),
    "yaml": frozenset({"sources"}),
    "uharfbuzz": frozenset({"typeset"}),
    "fontTools": frozenset({"typeset"}),
    "qrcode": frozenset({"qr"}),
    "reportlab": frozenset({"drawing"}),
    "ezdxf": frozenset({"drawing"}),
    "pikepdf": frozenset({"drawing"}),
    "pypdfium2": frozenset({"drawing"}),
    "docx": frozenset({"documents"}),
    "jinja2": frozenset({"documents", "site"}),
    "markupsafe": frozenset({"documents", "site"}),
    "minify": frozenset({"site"}),
    "distributed": frozenset({"build"}),
    "dask": frozenset({"build"}),
    "cryptography": frozenset({"build"}),
    "click": frozenset({"cli"}),
    "rich": frozenset({"cli"}),
}

# What the machine and the moment are; no output may know. Durations (time.monotonic) are nobody's secret.
SURROUNDINGS = re.compile(
    r"datetime\.(datetime\.(now|utcnow|today)|date\.today)"
    r"|time\.(time|time_ns|localtime|gmtime|ctime|asctime|strftime|clock_gettime|clock_gettime_ns|sleep)"
    r"|os\.(environ|environb|getenv|getenvb|putenv|unsetenv|getlogin|uname)(\..*)?"
    r"|os\.path\.(expandvars|expanduser)|pathlib\.Path\.(home|expanduser)"
    r"|platform\.node|socket\.gethostname|getpass\.getuser|locale\.(getlocale|setlocale|getdefaultlocale)"
)
EXCEPTIONS = {"save": frozenset({"time.sleep"})}  # waits for Word to let go of a file


def home_of(path: Path) -> str:
    """The package of `listgen` that the module belongs to: `drawing`, `cli`, `__init__` …"""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(path: Path, source: str) -> Iterator[str]:
    """Every dotted name that is imported; relative imports are resolved."""
    folder = ("listgen", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(folder[: len(folder) + 1 - node.level]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _last_name(node.func) in {"import_module", "__import__"}:
            yield from (
                arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            )


def used_names(source: str) -> Iterator[str]:
    """Every imported thing that is used or imported by name, as its full dotted name."""
    tree = ast.parse(source)
    full: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.name if alias.asname else alias.name.partition(".")[0]
                full[alias.asname or name] = name
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                full[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                yield f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            head, *rest = ast.unparse(node).split(".")
            if head in full:
                yield ".".join((full[head], *rest))


def faults(path: Path, source: str) -> set[str]:
    """What the module may not do, as short texts; empty is good."""
    home = home_of(path)
    if home not in ALLOWED:
        return {f"no layer: {home}"}
    found = set()
    for name in imported(path, source):
        top, _, rest = name.partition(".")
        if top == "listgen":
            target = rest.partition(".")[0]
            target = target if target in ALLOWED else "__init__"
            if target != home and target not in ALLOWED[home]:
                found.add(f"imports {target}")
        elif top in HOMES and home != "verify" and home not in HOMES[top]:
            found.add(f"imports {top}")
    if home != "cli":
        known = EXCEPTIONS.get(home, frozenset())
        found |= {
            f"uses {name}"
            for name in used_names(source)
            if SURROUNDINGS.fullmatch(name) and name not in known
        }
    return found


@cache
def _owners() -> Mapping[str, list[str]]:
    return packages_distributions()


def _last_name(function: ast.expr) -> str:
    return ast.unparse(function).rpartition(".")[2]


def _short(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_there_are_modules() -> None:
    assert {"findings", "units", "save", "drawing", "typeset"} <= {home_of(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=_short)
def test_module_keeps_its_layer(path: Path) -> None:
    assert faults(path, path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("path", MODULES, ids=_short)
def test_module_uses_declared_libraries(path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {
        re.split(r"[^\w.-]", entry)[0].lower().replace("_", "-")
        for entry in (*project["dependencies"], *project["optional-dependencies"]["cluster"])
    }
    tops = {name.partition(".")[0] for name in imported(path, path.read_text(encoding="utf-8"))}
    outside = tops - sys.stdlib_module_names - {"listgen"}
    owners = _owners()
    undeclared = {
        top
        for top in outside
        if not declared & {owner.lower().replace("_", "-") for owner in owners.get(top, [top])}
    }
    assert undeclared == set()


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        ("sources/csv.py", "from listgen.catalog.model import Item", "imports catalog"),
        ("sources/csv.py", "from ..catalog import model", "imports catalog"),
        ("sources/csv.py", "def f():\n    import listgen.build.run", "imports build"),
        ("text.py", "from . import findings", "imports findings"),
        ("text.py", "from importlib import import_module\nimport_module('listgen.cli')", "imports cli"),
        ("signage/plaque.py", "import listgen.site.pages", "imports site"),
        ("signage/plaque.py", "from listgen.orders import batch", "imports orders"),
        ("typeset/face.py", "from listgen import links", "imports links"),
        ("qr/encode.py", "from listgen.typeset.outline import Outline", "imports typeset"),
        ("verify/pdf.py", "from listgen.qr.symbol import decode", "imports qr"),
        ("verify/pdf.py", "from listgen.text import gate", "imports text"),
        ("build/run.py", "from listgen.verify import check", "imports verify"),
        ("build/run.py", "import yaml", "imports yaml"),
        ("signage/plaque.py", "from fontTools.ttLib import TTFont", "imports fontTools"),
        ("signage/gate.py", "import pypdfium2", "imports pypdfium2"),
        ("documents/word.py", "import click", "imports click"),
        ("build/plan.py", "from datetime import date\nx = date.today()", "uses datetime.date.today"),
        ("build/plan.py", "import datetime as d\nx = d.datetime.now(d.UTC)", "uses datetime.datetime.now"),
        ("build/plan.py", "from time import time", "uses time.time"),
        ("build/plan.py", "import time\ntime.sleep(1)", "uses time.sleep"),
        ("build/plan.py", "import os\nx = os.environ['HOME']", "uses os.environ"),
        ("build/plan.py", "from os import getenv as g", "uses os.getenv"),
        ("build/plan.py", "from pathlib import Path\nx = Path.home()", "uses pathlib.Path.home"),
        ("helpers.py", "", "no layer: helpers"),
    ],
)
def test_a_violation_is_caught(module: str, source: str, fault: str) -> None:
    assert faults(PACKAGE / module, source) == {fault}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "cli.py",
            "import os, click\nfrom datetime import date\nfrom listgen.build import run\ndate.today()",
        ),
        ("orders/batch.py", "from listgen.signage.plaque import render"),
        ("verify/pdf.py", "import pikepdf, yaml\nfrom listgen import findings, units"),
        ("save.py", "import time\ntime.sleep(1)"),
        ("build/run.py", "import time\nfrom datetime import date\ntime.monotonic()\ndate(2026, 1, 1)"),
        ("build/run.py", "from listgen import __version__\nfrom . import plan"),
    ],
)
def test_what_is_allowed_passes(module: str, source: str) -> None:
    assert faults(PACKAGE / module, source) == set()
