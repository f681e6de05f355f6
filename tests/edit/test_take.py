"""A newer shipped catalog is taken over by choice; what the county filled in stays, to the byte."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from listgen.catalog.diff import diff
from listgen.edit.errors import Unfit
from listgen.edit.init import init_project
from listgen.edit.sides import read_name, read_pair
from listgen.edit.take import take
from tests.edit.issuable import replace_in

DAY = date(2026, 11, 21)
ASSIST, DUTY = "items/20-assist.yaml", "items/10-duty.yaml"
NAME, OLD_NAME = "  name: 协助开展自然灾害救助工作\n", "  name: 协助救灾\n"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    init_project(tmp_path / "qingxi", "青溪县", DAY)
    return tmp_path / "qingxi"


def differing(folder: Path) -> list[tuple[str, str]]:
    """What differs from the shipped catalog."""
    older, newer = read_pair(read_name(str(folder)), read_name("national"))
    assert older.listing and newer.listing
    return [(change.item, change.kind.value) for change in diff(older.listing, newer.listing)]


def cut(path: Path, id_: str) -> str:
    """Take an item or a law out of a file; its lines."""
    text = path.read_text("utf-8")
    found = re.search(rf"^- (?:id|name): {id_}\n(?:[ #].*\n)*", text, re.MULTILINE)
    assert found
    path.write_text(text.replace(found[0], ""), "utf-8")
    return found[0]


def test_a_new_county_differs_in_nothing(county: Path) -> None:
    assert differing(county) == []
    taken = take(county, ["CN-0001"])
    assert (taken.changes, taken.same, taken.files) == ((), ("CN-0001",), ())


def test_a_city_is_compared_with_its_own_wording(tmp_path: Path) -> None:
    init_project(tmp_path / "city", "青溪市", DAY)
    assert differing(tmp_path / "city") == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_changed_is_brought_up_to_date(county: Path, newline: str) -> None:
    path = county / ASSIST
    wanted = path.read_text("utf-8")
    filled = "  verb: 协助 # 不动\n  # 县里的说明\n  phone: 0600-5550199\n"
    wanted = wanted.replace("- id: CN-0042", "\n# 第二项\n- id: CN-0042")
    head, tail = wanted[: wanted.index("- id: CN-0042")], wanted[wanted.index("- id: CN-0042") :]
    wanted = head + tail.replace("  verb: 协助\n", filled, 1)
    wanted = wanted.replace("\n", newline)
    path.write_bytes(wanted.replace(NAME.replace("\n", newline), OLD_NAME.replace("\n", newline)).encode())
    assert differing(county) == [("CN-0042", "renamed")]
    before = path.read_bytes()
    assert take(county, ["CN-0042"], dry_run=True).files == (ASSIST,)
    assert path.read_bytes() == before != wanted.encode()
    taken = take(county, ["CN-0042", "CN-0043"])
    assert taken.same == ("CN-0043",) and taken.files == (ASSIST,)
    assert path.read_bytes() == wanted.encode()
    assert differing(county) == []


def test_a_new_item_comes_with_its_laws(county: Path) -> None:
    cut(county / DUTY, "CN-0040")
    lines = cut(county / ASSIST, "CN-0042")
    cut(county / "laws.yaml", "自然灾害救助条例")
    assert differing(county) == [("CN-0040", "added"), ("CN-0042", "added")]
    taken = take(county, ["CN-0042"])
    assert taken.files == (ASSIST, "laws.yaml")
    assert (county / ASSIST).read_text("utf-8").endswith(lines)
    assert differing(county) == [("CN-0040", "added")]


def test_an_article_that_the_county_has_not_registered_comes_along(county: Path) -> None:
    lines = cut(county / ASSIST, "CN-0042")
    laws = (county / "laws.yaml").read_text("utf-8")
    article = re.search(r"\{law: 自然灾害救助条例, article: (\S+),", lines)
    assert article
    law = cut(county / "laws.yaml", "自然灾害救助条例")
    place = laws.index(law)
    fewer = re.sub(rf"{article[1]}(, )?", "", law)
    assert fewer != law
    (county / "laws.yaml").write_text(laws.replace(law, fewer), "utf-8")
    assert laws[place:].startswith(law)
    assert take(county, ["CN-0042"]).files == (ASSIST, "laws.yaml")
    assert (county / "laws.yaml").read_text("utf-8") == laws


def test_what_the_county_decided_stays(county: Path) -> None:
    path = county / "items/30-not-permitted.yaml"
    text = path.read_text("utf-8")
    block = cut(path, "CN-0101")
    mine = block
    for old, new in (
        ("lead_state: inferred", "lead_state: confirmed"),
        ("lead: 县民政局", "lead: 县婚姻处"),
        ("name: 婚姻状况证明", "name: 婚姻证明"),
        ("  keywords:", "  scope: 有的\n  keywords:"),
    ):
        assert old in mine
        mine = mine.replace(old, new)
    mine += "  materials: [身份证] # 带原件\n  confirmed: [village]\n"
    policy = "  - {issuer: 青溪县民政局, title: 通知, area: 990121}\n"
    mine = mine.replace("  destination:", policy + "  destination:")
    place = text.index(block)
    path.write_text(text[:place] + mine + text[place + len(block) :], "utf-8")
    assert {kind for _, kind in differing(county)} == {"renamed", "content"}
    take(county, ["CN-0101"])
    after = cut(path, "CN-0101")
    assert after == mine.replace("婚姻证明", "婚姻状况证明").replace("  scope: 有的\n", "")


def test_a_policy_of_the_countys_own_stays_beside_a_newer_one(county: Path) -> None:
    path = county / "items/30-not-permitted.yaml"
    policy = "  - {issuer: 青溪县民政局, title: 通知, area: 990121}\n"
    text = path.read_text("utf-8")
    shipped = re.search(r"^  - \{issuer: .*民发〔2020〕20号.*\n", text, re.MULTILINE)
    assert shipped
    older = shipped[0].replace("民发〔2020〕20号", "民发〔2015〕1号")
    path.write_text(text.replace(shipped[0], older + policy, 1), "utf-8")
    ((id_, kind),) = differing(county)
    assert kind == "basis"
    take(county, [id_])
    after = path.read_text("utf-8")
    assert after.replace(policy, "") == text and after.count(policy + "  destination:") == 1
    assert differing(county) == []


@pytest.mark.parametrize("id_", ["CN-9999", "QX-0001", ""])
def test_only_what_is_shipped(county: Path, id_: str) -> None:
    with pytest.raises(Unfit, match="take-unknown"):
        take(county, [id_])


ONE_LINE = """\
- {id: CN-0042, kind: assist, applies: [village], name: 甲, content: 乙, domain: 民政, lead: 县局,
  basis_type: policy, policy: [{issuer: 民政部, title: 意见}], plain: 丙, state: in-force}
"""


def test_an_item_on_one_line_is_left_alone(county: Path) -> None:
    cut(county / ASSIST, "CN-0042")
    with (county / ASSIST).open("a", encoding="utf-8") as file:
        file.write(ONE_LINE)
    before = (county / ASSIST).read_bytes()
    with pytest.raises(Unfit, match="take-one-line"):
        take(county, ["CN-0042"])
    assert (county / ASSIST).read_bytes() == before


def test_what_check_would_refuse_is_not_written(county: Path) -> None:
    replace_in(county / ASSIST, NAME, OLD_NAME)
    text = (county / ASSIST).read_text("utf-8")
    twin = "  name: 协助做好社会救助入户走访、申请等工作\n"
    (county / ASSIST).write_text(text.replace(twin, NAME), "utf-8")
    before = (county / ASSIST).read_bytes()
    taken = take(county, ["CN-0042"])
    assert [finding.slug for finding in taken.findings] == ["duplicate-name"]
    assert (county / ASSIST).read_bytes() == before
