"""The redirect maps, read by a reader of their own: every printed address arrives where it should."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from listgen.edit.redirects import APACHE, NGINX, redirect_maps
from listgen.links import page_path
from tests.faults.project import ADDRESS, Edit, both, copy_base, printed, replace

COUNTY = "county.yaml"
NEW, OTHER = "https://www.lanxi.example/cunji/", "https://lanxi.example/"
Answer = Callable[[str, str], str]  # host and path → the address that the server sends back, '' for none


def moved(*former: str, now: str = NEW) -> Edit:
    return replace(
        COUNTY, f"base_url: {ADDRESS}", f"base_url: {now}\n  former_base_urls: [{', '.join(former)}]"
    )


def nginx(text: str) -> Answer:
    """What nginx would answer: the first pattern of the map that fits `$host$uri`."""
    body = re.fullmatch(
        r'(?:#.*\n)*map "\$host\$uri" \$listgen_moved \{\n    default "";\n((?:.*\n)*)\}\n', text
    )
    assert body, text
    rules: list[tuple[re.Pattern[str], str]] = []
    for line in body[1].splitlines():
        rule = re.fullmatch(r'    "~(\^[^"]+\$)" "([^"]+)";', line)
        assert rule and len(line.encode()) < 4000, line
        rules.append((re.compile(rule[1].replace("(?<", "(?P<")), rule[2]))

    def answer(host: str, path: str) -> str:
        found = ((pattern.search(host.lower() + path), target) for pattern, target in rules)
        match, target = next(((match, target) for match, target in found if match), (None, ""))
        return target.replace("$listgen_page", match["listgen_page"]) if match else ""

    return answer


def apache(text: str) -> Answer:
    """What mod_rewrite would answer: the first rule whose two conditions hold."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines[:1] in ([], ["RewriteEngine On"])
    rules = list(zip(lines[1::3], lines[2::3], lines[3::3], strict=True))

    def answer(host: str, path: str) -> str:
        for first, second, rule in rules:
            hosts = re.fullmatch(r"RewriteCond %\{HTTP_HOST\} (\S+) \[NC\]", first)
            paths = re.fullmatch(r"RewriteCond %\{REQUEST_URI\} (\S+)", second)
            target = re.fullmatch(r"RewriteRule \^ (\S+) \[R=302,L\]", rule)
            assert hosts and paths and target, (first, second, rule)
            match = re.search(paths[1], path)
            if match and re.search(hosts[1], host, re.IGNORECASE):
                return target[1].replace("%1", match[1])
        return ""

    return answer


READERS = ((NGINX, nginx), (APACHE, apache))


def answers(folder: Path, *edits: Edit, follow: bool = False) -> tuple[list[Answer], int]:
    copy_base(folder)
    both(*edits)(folder)
    maps = redirect_maps(folder, follow)
    assert set(maps.files) == {NGINX, APACHE}, maps.findings
    return [reader(maps.files[name].decode()) for name, reader in READERS], maps.count


@pytest.mark.parametrize("form", ["", "/", "/index.html"])
def test_every_printed_address_arrives(tmp_path: Path, form: str) -> None:
    both_servers, count = answers(tmp_path / "project", moved(ADDRESS))
    assert count == 3
    for answer in both_servers:
        for page in ("000013", "000021", "000037"):
            assert answer("fw.lanxi.example", f"/qingdan/{page}{form}") == f"{NEW}{page}/"
            assert answer("FW.Lanxi.Example", f"/qingdan/{page}{form}") == f"{NEW}{page}/"


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("fw.lanxi.example", "/qingdan/000045/"),  # never printed
        ("fw.lanxi.example", "/qingdan/000014/"),
        ("fw.lanxi.example", "/qingdan/0000131/"),
        ("fw.lanxi.example", "/qingdan/000013/x"),
        ("fw.lanxi.example", "/x/qingdan/000013/"),
        ("fw.lanxi.example", "/qingdan/i/"),
        ("fw.lanxi.example", "/qingdan/i/CN-0001/more"),
        ("fw.lanxi.example", "/qingdan/notes.html"),  # somebody else's, in the same folder
        ("fw.lanxi.example", "/000013/"),
        ("www.lanxi.example", "/qingdan/000013/"),
        ("www.lanxi.example", "/cunji/000013/"),
        ("fwxlanxi.example", "/qingdan/000013/"),  # a dot is a dot
        ("x.fw.lanxi.example", "/qingdan/000013/"),
        ("fw.lanxi.example.x", "/qingdan/000013/"),
    ],
)
def test_nothing_else_is_sent_anywhere(tmp_path: Path, host: str, path: str) -> None:
    both_servers, _ = answers(tmp_path / "project", moved(ADDRESS))
    assert [answer(host, path) for answer in both_servers] == ["", ""]


OTHERS = (
    "",
    "index.html",
    "t/01/",
    "t/01/index.html",
    "i/CN-0001/",
    "i/LX-0001/index.html",
    "services.jsonld",
)


@pytest.mark.parametrize("page", OTHERS)
def test_the_other_pages_of_a_folder_follow(tmp_path: Path, page: str) -> None:
    both_servers, count = answers(tmp_path / "project", moved(ADDRESS))
    assert count == 3  # printed ones
    assert [answer("fw.lanxi.example", f"/qingdan/{page}") for answer in both_servers] == [NEW + page] * 2


@pytest.mark.parametrize(
    ("former", "now"),
    [
        pytest.param("https://fw.lanxi.example/", NEW, id="a host whose root may serve others"),
        pytest.param(ADDRESS, f"{ADDRESS}xin/", id="into a folder below: a circle"),
    ],
)
def test_where_only_printed_pages_follow(tmp_path: Path, former: str, now: str) -> None:
    edits = (moved(former, ADDRESS, now=now) if former != ADDRESS else moved(ADDRESS, now=now),)
    both_servers, _ = answers(tmp_path / "project", *edits)
    folder = former.removeprefix("https://fw.lanxi.example")
    for answer in both_servers:
        assert [answer("fw.lanxi.example", folder + page) for page in ("", "i/CN-0001/", "t/01/")] == [""] * 3
        assert answer("fw.lanxi.example", "/qingdan/000013/") == f"{now}000013/"


def test_what_the_maps_say_of_themselves(tmp_path: Path) -> None:
    folder = copy_base(tmp_path / "port")
    moved(ADDRESS, now="https://fw.lanxi.example:8443/qingdan/")(folder)
    port = redirect_maps(folder)
    assert (port.count, port.others, port.skipped) == (0, False, (ADDRESS,))
    folder = copy_base(tmp_path / "unprinted")
    both(moved(ADDRESS), lambda project: (project / "links.jsonl").unlink())(folder)
    unprinted = redirect_maps(folder)
    assert (unprinted.count, unprinted.others, unprinted.skipped) == (0, True, ())


def test_two_former_addresses(tmp_path: Path) -> None:
    edits = (moved(OTHER, ADDRESS), printed("00004", "旧村", base=OTHER))
    both_servers, count = answers(tmp_path / "project", *edits)
    assert count == 4
    for answer in both_servers:
        assert answer("lanxi.example", "/000045/") == f"{NEW}000045/"  # its own page names the successor
        assert answer("lanxi.example", "/000013/") == ""
        assert answer("fw.lanxi.example", "/qingdan/000013/") == f"{NEW}000013/"


def test_the_same_path_on_another_host_does_not_go_round(tmp_path: Path) -> None:
    now = "https://www.lanxi.example/qingdan/"
    both_servers, _ = answers(tmp_path / "project", moved(ADDRESS, now=now))
    for answer in both_servers:
        assert answer("fw.lanxi.example", "/qingdan/000013/") == f"{now}000013/"
        assert answer("www.lanxi.example", "/qingdan/000013/") == ""


@pytest.mark.parametrize("now", ["https://fw.lanxi.example:8443/qingdan/", "https://fw.lanxi.example/"])
def test_the_same_host(tmp_path: Path, now: str) -> None:
    """Where only the port is another, a rule would run in a circle: the file says so in place of it."""
    folder = tmp_path / "project"
    both_servers, count = answers(folder, moved(ADDRESS, now=now))
    port = ":8443" in now
    assert count == (0 if port else 3)
    for answer in both_servers:
        assert answer("fw.lanxi.example", "/qingdan/000013/") == ("" if port else f"{now}000013/")
        assert answer("fw.lanxi.example", "/000013/") == ""
    files = redirect_maps(folder).files.values()
    assert all((ADDRESS in data.decode()) is port for data in files)


def test_merged_villages_are_followed_on_demand(tmp_path: Path) -> None:
    edits = (moved(ADDRESS), printed("00004", "旧村"), printed("00004", "旧村", "三", NEW))
    both_servers, count = answers(tmp_path / "plain", *edits)
    assert count == 4
    for answer in both_servers:
        assert answer("fw.lanxi.example", "/qingdan/000045") == f"{NEW}000045/"
        assert answer("www.lanxi.example", "/cunji/000045") == ""
    both_servers, count = answers(tmp_path / "followed", *edits, follow=True)
    assert count == 5
    for answer in both_servers:
        assert answer("fw.lanxi.example", "/qingdan/000045") == f"{NEW}000037/"
        assert answer("www.lanxi.example", "/cunji/000045") == f"{NEW}000037/"
        assert answer("www.lanxi.example", "/cunji/000037/") == ""
        assert answer("fw.lanxi.example", "/qingdan/000037/") == f"{NEW}000037/"


@pytest.mark.parametrize("edit", [lambda folder: None, lambda folder: (folder / "links.jsonl").unlink()])
def test_nothing_moved(tmp_path: Path, edit: Edit) -> None:
    both_servers, count = answers(tmp_path / "project", edit)
    assert count == 0
    assert [answer("fw.lanxi.example", "/qingdan/000013/") for answer in both_servers] == ["", ""]


def test_many_villages_make_no_line_too_long(tmp_path: Path) -> None:
    folder = copy_base(tmp_path / "project")
    roster = (folder / "villages.csv").read_text("utf-8")
    rows = "".join(f"{number:05},02,村,甲{number}村,,无,无,无,无,无,无,无,,,,否,已并入,00003\n"
                   for number in range(100, 350))  # fmt: skip
    (folder / "villages.csv").write_text(roster + rows, "utf-8")
    both(*(printed(f"{number:05}", f"甲{number}村") for number in range(100, 350)))(folder)
    moved(ADDRESS)(folder)
    maps = redirect_maps(folder)
    assert maps.count == 253
    answer = nginx(maps.files[NGINX].decode())
    assert answer("fw.lanxi.example", f"/qingdan/{page_path('00349')}") == NEW + page_path("00349")


def test_the_same_files_every_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        copy_base(tmp_path / name)
        moved(ADDRESS)(tmp_path / name)
    assert redirect_maps(tmp_path / "a").files == redirect_maps(tmp_path / "b").files


def test_a_faulty_project_has_no_maps(tmp_path: Path) -> None:
    folder = copy_base(tmp_path / "project")
    moved(OTHER)(folder)
    maps = redirect_maps(folder)
    assert maps.files == {} and "issued-link-broken" in {finding.slug for finding in maps.findings}
