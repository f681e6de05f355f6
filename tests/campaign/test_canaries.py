"""Identity numbers and mobiles planted in a project, and ledgers tampered with: none is missed."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from listgen.cli import run
from listgen.links import FIRST_PREVIOUS, chain_hash
from listgen.preflight import check_project
from tests.campaign.conftest import Report
from tests.campaign.size import batches, chances
from tests.faults.project import BASE, copy_base

AREAS = ("110105", "330881", "620523", "990121", "810000")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
TEXT_FILES = (
    "items/10-items.yaml",
    "laws.yaml",
    "villages.csv",
    "townships.csv",
    "overlays.csv",
    "county.yaml",
)
RECORD = "records/admission/ZR-2026-01.yaml"
AROUND = (
    ("", ""),
    ("找", "办"),
    ("身份证", ""),
    ("（", "）"),
    ("：", "。"),
    ("联系人张三 ", "，"),
    ("电话", "、"),
)


def identity_number(chance: Random) -> str:
    """One that could be somebody's: area, birthday, sequence, check character."""
    day = f"{chance.randint(1930, 2019)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    digits = f"{chance.choice(AREAS)}{day}{chance.randrange(1000):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    check = "10X98765432"[total % 11]
    return digits + (check.lower() if chance.random() < 0.3 else check)


def mobile(chance: Random) -> str:
    return f"1{chance.choice('3456789')}{chance.randrange(10**9):09d}"


def planted(data: bytes, file: str, canary: str, chance: Random) -> bytes:
    """The file with the canary within, before or after one of its texts."""
    text = data.decode()
    if file.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(text)))
        row = chance.choice(rows[1:])
        cells = [at for at, cell in enumerate(row) if re.search("[一-鿿]", cell)]
        at = chance.choice(cells)
        row[at] = _within(row[at], canary, chance)
        made = io.StringIO()
        csv.writer(made, lineterminator="\n").writerows(rows)
        return made.getvalue().encode()
    values = [match for match in re.finditer(r"(?<=: )[一-鿿][^\n\[{}\]\"'#]*", text)]
    value = chance.choice(values)
    return (text[: value.start()] + _within(value[0], canary, chance) + text[value.end() :]).encode()


def _within(value: str, canary: str, chance: Random) -> str:
    before, after = chance.choice(AROUND)
    at = chance.randrange(1, len(value) + 1)
    while at < len(value) and (value[at - 1].isascii() or value[at].isascii()):
        at += 1  # a number or a Latin word that it touches would make another one of it
    if value[at - 1].isascii():
        value, at = value + "号", at + 1
    return value[:at] + before + canary + after + value[at:]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_base(tmp_path_factory.mktemp("canaries") / "project")


@pytest.mark.parametrize(("first", "count"), batches(50, 1000, 100))
def test_canaries(project: Path, report: Report, first: int, count: int) -> None:
    faults = []
    for number in range(first, first + count):
        chance = chances("canary", number)
        if number % 4:
            file, canary, slug = (
                chance.choice((*TEXT_FILES, RECORD)),
                identity_number(chance),
                "identity-number",
            )
        else:
            file, canary, slug = RECORD, mobile(chance), "record-mobile"
        (project / file).write_bytes(planted((BASE / file).read_bytes(), file, canary, chance))
        try:
            found = [one for one in check_project(project).findings if one.slug == slug]
        finally:
            shutil.copyfile(BASE / file, project / file)
        if not any(one.location.file == file and (one.location.line or one.location.cell) for one in found):
            faults.append(f"trial {number}: {canary} in {file} was missed")
        if any(canary in str(one.facts()) for one in found):
            faults.append(f"trial {number}: the finding tells {canary}")
    report("canaries", count, faults)


Lines = list[bytes]


def _rechained(lines: Lines) -> Lines:
    """As somebody does who knows how the chain is made."""
    previous, made = FIRST_PREVIOUS, []
    for number, line in enumerate(lines, 1):
        entry = json.loads(line) | {"seq": str(number), "prev": previous}
        del entry["hash"]
        previous = entry["hash"] = chain_hash(entry)
        made.append(json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return made


def _edited(lines: Lines, chance: Random) -> Lines:
    """One character of one value."""
    at = chance.randrange(len(lines))
    entry = json.loads(lines[at])
    field = chance.choice(sorted(entry))
    text = entry[field]
    place = chance.randrange(len(text))
    other = chance.choice([char for char in "0123456789abcdef村甲/-" if char != text[place]])
    entry[field] = text[:place] + other + text[place + 1 :]
    made = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return [*lines[:at], made, *lines[at + 1 :]]


def _one_gone(lines: Lines, chance: Random) -> Lines:
    at = chance.randrange(len(lines))
    return lines[:at] + lines[at + 1 :]


def _swapped(lines: Lines, chance: Random) -> Lines:
    one, other = chance.sample(range(len(lines)), 2)
    made = list(lines)
    made[one], made[other] = made[other], made[one]
    return made


def _doubled(lines: Lines, chance: Random) -> Lines:
    at = chance.randrange(len(lines))
    return [*lines[: at + 1], lines[at], *lines[at + 1 :]]


def _cut(lines: Lines, chance: Random) -> Lines:
    whole = b"".join(lines)
    return [whole[: chance.randrange(1, len(whole))]]


def _ended_early(lines: Lines, chance: Random) -> Lines:
    return lines[: chance.randrange(1, len(lines))]


def _edited_and_rechained(lines: Lines, chance: Random) -> Lines:
    at = chance.randrange(len(lines))
    entry = json.loads(lines[at])
    entry["date"] = f"2026-{chance.randint(1, 10):02d}-{chance.randint(1, 28):02d}"
    made = [*lines[:at], json.dumps(entry, ensure_ascii=False).encode() + b"\n", *lines[at + 1 :]]
    return _rechained(made)


def _gone_and_rechained(lines: Lines, chance: Random) -> Lines:
    return _rechained(_one_gone(lines, chance))


TAMPERINGS: tuple[Callable[[Lines, Random], Lines], ...] = (
    *(_edited, _one_gone, _swapped, _doubled, _cut, _ended_early),
    *(_edited_and_rechained, _gone_and_rechained),
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project whose outputs were made: what was printed is known beside the ledger too."""
    folder = copy_base(tmp_path_factory.mktemp("printed") / "project")
    assert run(["build", str(folder), "-j", "1"], {}) == 0
    yield folder


@pytest.mark.parametrize(("first", "count"), batches(50, 1000, 100))
def test_tampered_ledgers(
    printed: Path, report: Report, first: int, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = (BASE / "links.jsonl").read_bytes().splitlines(keepends=True)
    faults = []
    for number in range(first, first + count):
        tamper = TAMPERINGS[number % len(TAMPERINGS)]
        made = tamper(sound, chances("ledger", number))
        if made == sound:
            continue
        (printed / "links.jsonl").write_bytes(b"".join(made))
        code = run(["check", str(printed), "--json"], {})
        said = capsys.readouterr()
        records = [json.loads(line) for line in said.out.splitlines()]
        errors = [one for one in records if one["severity"] == "error"]
        if code != 1 or not any(one["file"].endswith("links.jsonl") and one["line"] for one in errors):
            faults.append(f"trial {number} ({tamper.__name__}): {code} {errors}")
    shutil.copyfile(BASE / "links.jsonl", printed / "links.jsonl")
    report("ledgers", count, faults)
