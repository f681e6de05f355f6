"""The READMEs are true: each command is named, each line to type is understood, each link leads somewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from listgen.build.run import Request, plan_only
from listgen.cli.parser import command_line
from listgen.cli.terminal import Terminal, UsageFault
from listgen.locale import say
from listgen.resources import shipped

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
PAGES = (
    *READMES,
    "CHANGELOG.md",
    "docs/benchmarks.md",
    "docs/design.md",
    "docs/project-files.md",
    "docs/project-files.zh.md",
    "docs/practices.md",
    "docs/practices.zh.md",
    "docs/hosting.md",
    "docs/hosting.zh.md",
    "docs/desktops.md",
    "docs/desktops.zh.md",
    "docs/cluster.md",
    "docs/cluster.zh.md",
    "docs/reliability.md",
    "docs/reliability.zh.md",
)
BIGGEST_PICTURE, ALL_PICTURES = 250_000, 1_000_000

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)|\bsrc=\"([^\"]+)\"")


def _text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def _blocks(page: str) -> Iterator[str]:
    yield from (block for _, block in _BLOCK.findall(_text(page)))


def _lines(page: str) -> list[str]:
    """What a reader may type, in blocks and within sentences; the bare name of a command is none."""
    lines = [line.strip() for block in _blocks(page) for line in block.splitlines()]
    named = {f"listgen {' '.join(path)}" for path in COMMANDS}
    lines += [code for code in _CODE.findall(re.sub(_BLOCK, "", _text(page))) if code not in named]
    return [line for line in lines if re.match(r"(?:\.venv\\Scripts\\|\.venv/bin/)?(?:listgen|make) ", line)]


def _shell(line: str) -> list[str]:
    return shlex.split(line.replace("\\", "/"))


def _harmless(group: click.Group) -> click.Group:
    """The same table of commands, of which none does anything."""
    for command in group.commands.values():
        if isinstance(command, click.Group):
            _harmless(command)
        else:
            command.callback = lambda **_: 0
    return group


def _parse(arguments: list[str]) -> None:
    """Raises click.UsageError or UsageFault for a line that listgen would refuse."""
    io = Terminal("en")
    with _harmless(command_line(io)).make_context("listgen", arguments, obj=io) as context:
        context.command.invoke(context)


def _walk(group: click.Group) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (name,)
        if isinstance(command, click.Group):
            yield from ((name, *below) for below in _walk(command))


COMMANDS = tuple(_walk(command_line(Terminal("en"))))
LINES = [(page, line) for page in READMES for line in _lines(page)]
MAKE_LINES = [entry for entry in LINES if entry[1].startswith("make ")]
LISTGEN_LINES = [entry for entry in LINES if entry not in MAKE_LINES]


@pytest.mark.parametrize("page", READMES)
@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_is_named(page: str, path: tuple[str, ...]) -> None:
    assert f"listgen {' '.join(path)}" in _text(page)


@pytest.mark.parametrize(("page", "line"), LISTGEN_LINES)
def test_every_listgen_line_is_understood(page: str, line: str) -> None:
    try:
        _parse(_shell(line)[1:])
    except click.exceptions.Exit as done:  # --help
        assert done.exit_code == 0


@pytest.mark.parametrize(("page", "line"), MAKE_LINES)
def test_every_make_line_has_a_recipe(page: str, line: str) -> None:
    recipes = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))
    assert {word for word in _shell(line)[1:] if "=" not in word} <= recipes


@pytest.mark.parametrize(
    "line", ["listgen bild x", "listgen build --al", "listgen links issue x", "listgen package x"]
)
def test_a_wrong_line_is_caught(line: str) -> None:
    with pytest.raises((click.UsageError, UsageFault)):
        _parse(_shell(line)[1:])


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    targets = [one or two for one, two in _LINK.findall(re.sub(_BLOCK, "", _text(page)))]
    relative = [unquote(target) for target in targets if "://" not in target]
    missing = [link for link in relative if not _leads(page, *link.partition("#")[::2])]
    assert missing == []


def _leads(page: str, path: str, anchor: str) -> bool:
    target = (ROOT / page).parent / path if path else ROOT / page
    return target.exists() and (not anchor or anchor in _anchors(target.read_text(encoding="utf-8")))


def _anchors(text: str) -> set[str]:
    """The anchors that a reader of Markdown makes of headings."""
    headings = re.findall(r"^#+ (.+)$", re.sub(_BLOCK, "", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_the_figures_of_the_demo(tmp_path: Path) -> None:
    """What README.zh.md says that the window shows; `verify` reads the expectation as one more."""
    planned = plan_only(Request(shipped("catalogs") / "demo", tmp_path / "out"))
    facts = {"built": planned.planned, "fresh": 0, "removed": 0, "failed": 0, "out": "…"}
    built = say("zh", "done.build", **facts, warnings=len(planned.findings))
    read = say("zh", "done.verify", checked=planned.planned + 1, errors=0, warnings=0)
    assert f"```\n{built}\n{read}\n```" in _text("README.zh.md")


# They speak of the ledgers that villages keep.
PLAIN_LEDGERS = ("docs/practices.zh.md", "docs/documents.zh.md")


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.endswith(".zh.md") and page not in PLAIN_LEDGERS]
)
def test_the_ledger_has_one_name(page: str) -> None:
    text = re.sub("台账(目录|和报表|封面|脊背)|清理台账|`台账`", "", _text(page))
    assert not re.search("链接台账|二维码台账|二维码的台账", text)
    assert "台账" not in text or text.find("印码台账") + 2 == text.index("台账")


def test_pictures_are_small_and_shown() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    sizes = [picture.stat().st_size for picture in pictures]
    assert max(sizes) < BIGGEST_PICTURE and sum(sizes) < ALL_PICTURES
    for page in READMES:
        assert [
            picture.name for picture in pictures if f"docs/pictures/{picture.name}" not in _text(page)
        ] == []


@pytest.mark.parametrize(
    "page", ["README.zh.md", "docs/project-files.zh.md", "docs/cluster.zh.md", "docs/reliability.zh.md"]
)
def test_chinese_is_punctuated_in_full_width(page: str) -> None:
    prose = re.sub(r"`[^`\n]*`|\]\([^)]*\)|<[^>]*>", "", re.sub(_BLOCK, "", _text(page)))
    assert re.findall(r"[\u4e00-\u9fff][,;:!?()][^\n]{0,10}", prose) == []
