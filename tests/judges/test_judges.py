"""What outside judges say of every page of the demo county, and of one whose texts try to break out.

Each has to condemn a bad page in the same run.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml.html import HtmlElement

from tests.browser.pages import ODD_PAGES
from tests.judges.programs import java, node, package
from tests.served import Served, served
from tests.site.reader import links, read

BAD = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>坏</title><style>p { colr: red }</style></head>
<body><h1>坏<p></h1><button>按</button><a href="gone.html">没了</a> <a href="#nowhere">没处</a>
<script>let late = () => [1].includes(1);</script></body></html>
"""

# What html-validate's recommended rules find and we mean: style sheets keep a number in one piece, and
# another hyphen than the one on the keyboard could not be copied and dialled.
MEANT = {"tel-non-breaking"}


@pytest.fixture(scope="module")
def site(demo: Path) -> Path:
    return demo / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> tuple[Path, ...]:
    return tuple(sorted(site.rglob("*.html")))


@pytest.fixture(scope="module")
def odd(odd_site: Path) -> tuple[str, ...]:
    """The pages that are odd."""
    paths = tuple(odd_site / page for page in ODD_PAGES.values())
    return tuple(str(path if path.suffix else path / "index.html") for path in paths)


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one page in which every judge finds something."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "index.html").write_text(BAD, "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Served]:
    with served(site, f"/{secrets.token_hex(3)}/qingdan/") as place:
        yield place


def test_the_whole_site_is_judged(pages: tuple[Path, ...]) -> None:
    assert len(pages) > 24 + 4 + 100


def test_vnu_finds_nothing(site: Path, odd: tuple[str, ...], bad: Path) -> None:
    """HTML and CSS; all in one run, since starting takes longest."""
    options = ("--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", "--also-check-css")
    run = java(package("vnu-jar") / "build" / "dist" / "vnu.jar", *options, str(site), *odd, str(bad))
    messages = [(unquote(said["url"]), said["message"]) for said in json.loads(run.stdout)["messages"]]
    condemned = [message for url, message in messages if url.endswith(f"{bad.name}/index.html")]
    assert any("“p” not allowed" in message for message in condemned)
    assert any("“colr”" in message for message in condemned)
    assert len(messages) == len(condemned), messages


def test_html_validate_finds_nothing(site: Path, odd: tuple[str, ...], bad: Path, tmp_path: Path) -> None:
    config, report = tmp_path / "config.json", tmp_path / "report.json"
    config.write_text(json.dumps({"root": True, "extends": ["html-validate:recommended"]}))
    options = ("--config", str(config), "--formatter", f"json={report}")
    program = package("html-validate") / "bin" / "html-validate.mjs"
    node(program, *options, f"{site}/**/*.html", *odd, f"{bad}/*.html")
    said = {
        page["filePath"]: {message["ruleId"] for message in page["messages"]}
        for page in json.loads(report.read_text("utf-8"))
    }
    assert "no-implicit-button-type" in said.pop(str(bad / "index.html"))
    assert {path: rules for path, rules in said.items() if rules - MEANT} == {}
    assert {rule for rules in said.values() for rule in rules} == MEANT


def test_scripts_are_es5(pages: tuple[Path, ...], bad: Path, tmp_path: Path) -> None:
    ours, late = tmp_path / "ours", tmp_path / "late"
    _save_scripts(ours, *pages)
    _save_scripts(late, bad / "index.html")
    program = package("es-check") / "lib" / "cli" / "index.js"
    options = ("es5", "--noCache", "--checkFeatures")
    assert node(program, *options, f"{late}/*.js").returncode != 0
    run = node(program, *options, f"{ours}/*.js")
    assert run.returncode == 0, run.stdout + run.stderr


def _save_scripts(folder: Path, *pages: Path) -> None:
    scripts = {str(script) for page in pages for script in _tree(page).xpath("//script/text()")}
    assert scripts
    folder.mkdir()
    for number, script in enumerate(sorted(scripts)):
        (folder / f"{number}.js").write_text(script, "utf-8")


def test_linkinator_finds_no_dead_link(
    server: Served, site: Path, pages: tuple[Path, ...], bad: Path
) -> None:
    folders = [path.parent.relative_to(site).as_posix() for path in pages]
    addresses = [server.page("" if folder == "." else f"{folder}/") for folder in folders]
    assert [link for link in _linkinator(*addresses) if link["state"] not in ("OK", "SKIPPED")] == []
    with served(bad, "/") as place:
        dead = {link["url"] for link in _linkinator(place.address) if link["state"] == "BROKEN"}
    assert dead == {place.page("gone.html"), place.page("#nowhere")}


def _linkinator(*addresses: str) -> list[dict[str, str]]:
    program = package("linkinator") / "build" / "src" / "cli.js"
    options = (
        "--recurse",
        "--check-fragments",
        "--check-css",
        "--format",
        "json",
        "--skip",
        "^(mailto|tel):",
    )
    found: list[dict[str, str]] = json.loads(node(program, *addresses, *options).stdout)["links"]
    return found


def test_every_page_is_reached_on_disk(site: Path, pages: tuple[Path, ...]) -> None:
    """From the county's page by links alone, the villages that are no more as well."""
    reached, todo = set[Path](), [site / "index.html"]
    while todo:
        page = todo.pop()
        if page not in reached:
            reached.add(page)
            todo += _led_to(page)
    assert all(page.is_relative_to(site) for page in reached)
    assert [page for page in pages if page not in reached] == []


def _led_to(page: Path) -> list[Path]:
    """The files that a page links to, each of which is there and has what the link points at."""
    files = []
    for address in links(_tree(page)):
        target, _, fragment = address.partition("#")
        if not target.startswith(("tel:", "mailto:")):
            file = (page.parent / unquote(target)).resolve() if target else page
            assert file.is_file(), f"{page}: {address}"
            assert not fragment or unquote(fragment) in _tree(file).xpath("//@id"), f"{page}: {address}"
            files.append(file)
    return files


@cache
def _tree(page: Path) -> HtmlElement:
    return read(page.read_bytes())
