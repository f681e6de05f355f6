"""Files made to do harm: refused with one clear word each, in bounded memory, by a process of its own.

What each of them is told stands in the tests that they come from. Here they are measured: seconds and memory
are figures of docs/reliability.md, and the memory is held to.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaign.conftest import Report
from tests.campaign.processes import ROOT
from tests.campaign.size import WHOLE
from tests.documents.test_hostile import ATTACKS
from tests.faults.project import BASE, copy_base, picture, write
from tests.faults.test_hostile_templates import DECLARATION
from tests.workbook.books import exported
from tests.workbook.test_refused import REFUSED

MEGABYTES = 200
WORKBOOKS = {f"workbook: {case[0]}": case[1] for case in REFUSED}
TEMPLATES = {f"template: {name}": data for name, (data, _) in ATTACKS.items()}
DEEP, BOMB = (
    "[" * 200_000,
    "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" if n else "a0: &a0 x\n" for n in range(20)),
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
ENTITIES = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + SVG
FILES: dict[str, tuple[str, bytes]] = {
    "aliases that multiply": ("laws.yaml", BOMB.encode()),
    "a deep file": ("laws.yaml", f"a: {DEEP}".encode()),
    "a deep block": ("laws.yaml", "".join(f"{' ' * n}a:\n" for n in range(2000)).encode()),
    "a file of dashes": ("laws.yaml", b"- " * 500_000),
    "a tag that calls": ("laws.yaml", b"a: !!python/object/apply:os.system [id]\n"),
    "a doubled key": ("county.yaml", (BASE / "county.yaml").read_bytes() * 2),
    "two documents": ("laws.yaml", b"a: b\n---\nc: d\n"),
    "no text": ("laws.yaml", bytes(range(256)) * 1000),
    "a text of 25 MB": ("laws.yaml", "甲".encode() * 8_400_000),
    "a line of 19 MB": ("villages.csv", b"a" * 19_000_000),
    "a million commas": ("villages.csv", b"," * 1_000_000),
    "a quote that never ends": ("villages.csv", b'"' + b"a,\n" * 1_000_000),
    "UTF-16": ("villages.csv", (BASE / "villages.csv").read_text("utf-8").encode("utf-16")),
    "nothing but invisible characters": ("villages.csv", "\u200b".encode() * 1_000_000),
    "a picture of 144 megapixels": ("assets/logo.png", picture(12_000, 12_000)),
    "a picture of 4,600 gigapixels": ("assets/logo.png", picture(2**31 - 1, 2**31 - 1)),
    "a drawing with entities": ("assets/logo.svg", ENTITIES),
    "a drawing that reads a file": ("assets/a.svg", b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + SVG),
    "a ledger that is no ledger": ("links.jsonl", b'{"a":' * 200_000),
    "a ledger of one number": ("links.jsonl", b"9" * 5_000_000),
}
# The most expensive of each sort; the whole takes every one.
SAMPLE = (
    *("workbook: a bomb", "workbook: a declared bomb", "workbook: the far corner"),
    *("template: a part of 30 MB", "template: a deep part", "aliases that multiply", "a deep file"),
    "nothing but invisible characters",
)
EVERY = (*WORKBOOKS, *TEMPLATES, *FILES)


def command(name: str, folder: Path) -> list[str]:
    """A project with the hostile file in it, or beside it, and what is asked of listgen."""
    project = copy_base(folder / "project")
    if name in WORKBOOKS:
        book = folder / "改.xlsx"
        book.write_bytes(WORKBOOKS[name](exported(BASE)))
        return ["workbook", "import", str(book), str(project)]
    if name in TEMPLATES:
        own = project / "templates" / "documents" / "attack-0"
        own.mkdir(parents=True)
        (own / "document.yaml").write_text(DECLARATION.format("attack-0"), "utf-8")
        (own / "template.docx").write_bytes(TEMPLATES[name])
    else:
        write(*FILES[name])(project)
    return ["check", str(project), "--json"]


# A process is charged with what its parent was as large as when it started it: a small one has to start it.
METER = """
import json, os, subprocess, sys, time
start = time.monotonic()
child = subprocess.Popen(sys.argv[1:], stderr=subprocess.STDOUT)
_, status, usage = os.wait4(child.pid, 0)
seconds = time.monotonic() - start
json.dump([os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss / 1024], sys.stderr)
"""


def measured(arguments: list[str]) -> tuple[int, str, float, float]:
    """Exit code, words, seconds, and the largest resident set in MB of a `listgen`."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", METER, sys.executable, "-m", "listgen", *arguments],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
    )
    code, seconds, megabytes = json.loads(done.stderr)
    return code, done.stdout.decode("utf-8", "replace"), seconds, megabytes


@pytest.mark.parametrize("share", range(8 if WHOLE else 1))
def test_hostile_files(tmp_path: Path, report: Report, share: int) -> None:
    names = EVERY[share::8] if WHOLE else SAMPLE
    faults, slowest, most = [], 0.0, 0.0
    for number, name in enumerate(names):
        folder = tmp_path / str(number)
        folder.mkdir()
        code, said, seconds, megabytes = measured(command(name, folder))
        print(f"{name}: {seconds:.2f} s, {megabytes:.0f} MB")
        slowest, most = max(slowest, seconds), max(most, megabytes)
        if code != 1 or "Traceback" in said or "internal error" in said or not said.strip():
            faults.append(f"{name}: exit {code}: {said[-300:]}")
        if megabytes > MEGABYTES:
            faults.append(f"{name}: {megabytes:.0f} MB")
    report("hostile-files", len(names), faults, most_ms=round(slowest * 1000), most_mb=round(most))


def test_the_list_is_long_enough() -> None:
    assert len(EVERY) >= 60 and set(SAMPLE) <= set(EVERY)
