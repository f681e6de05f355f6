"""Ids and the ledger: only the cells and lines meant change, and nothing is given twice."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.catalog.owners import NotFound
from listgen.edit.errors import Refused, Unfit
from listgen.edit.fates import Fate, find_fingerprint, read_printed
from listgen.edit.links import Issued, issue, mint
from listgen.edit.splice import cell_spans, replace_cells
from listgen.edit.writing import LOCK, alone
from listgen.links import fingerprint, load_ledger
from tests.faults.project import (
    Edit,
    append,
    both,
    copy_base,
    copy_in_earnest,
    cut,
    former_names,
    printed,
    recode,
    remove,
    replace,
    snapshot,
    write,
)

DAY = date(2026, 11, 21)
VILLAGES, LEDGER = "villages.csv", "links.jsonl"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_in_earnest(tmp_path / "project")


def new_rows(folder: Path) -> None:
    """Two more villages whose ids are still to be given."""
    path = folder / VILLAGES
    row = path.read_text("utf-8").splitlines()[1].removeprefix("00001")
    append(VILLAGES, row.replace("青石", "新石") + "\n" + row.replace("青石", "古石") + "\n")(folder)


@pytest.mark.parametrize(
    ("mark", "codec", "ends"),
    [
        (b"", "utf-8", b"\n"),
        (b"\xef\xbb\xbf", "utf-8", b"\r\n"),
        (b"", "gb18030", b"\r\n"),
        (b"", "utf-8", b"\r\n"),
    ],
)
def test_mint_changes_the_empty_cells_alone(project: Path, mark: bytes, codec: str, ends: bytes) -> None:
    new_rows(project)
    recode(VILLAGES, codec)(project)
    path = project / VILLAGES
    before = mark + path.read_bytes().replace(b"\n", ends)
    path.write_bytes(before)
    assert mint(project).ids == (("新石村", "00005"), ("古石村", "00006"))
    rows = before.split(ends)
    rows[5], rows[6] = b"00005" + rows[5], b"00006" + rows[6]
    assert path.read_bytes() == ends.join(rows)


def test_mint_without_empty_ids_touches_nothing(project: Path) -> None:
    before = (project / VILLAGES).stat().st_mtime_ns
    assert mint(project).ids == ()
    assert (project / VILLAGES).stat().st_mtime_ns == before


def test_an_id_in_the_ledger_is_never_given_again(project: Path) -> None:
    """The row was deleted, which check complains of; its id stays taken."""
    path = project / VILLAGES
    rows = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(rows[:2]), "utf-8")
    new_rows(project)
    assert [new_id for _, new_id in mint(project).ids] == ["00004", "00005"]


def test_ids_above_the_last_go_to_gaps(project: Path) -> None:
    replace(VILLAGES, "\n00004,", "\n99999,")(project)
    new_rows(project)
    assert [new_id for _, new_id in mint(project).ids] == ["00004", "00005"]


@pytest.mark.parametrize(
    ("edit", "slug"),
    [
        (replace(VILLAGES, "00003,02", "3,02"), "lost-zeros"),
        (replace(VILLAGES, "名称", "村名"), "csv-column-missing"),
        (replace(VILLAGES, "村,青石村", '村,"青石村'), "csv-syntax"),
        (append(VILLAGES, ",02\n"), "csv-row-length"),
        (write(VILLAGES, b"\xff\xff"), "unknown-encoding"),
        (lambda folder: (folder / VILLAGES).unlink(), "missing-file"),
        (cut(LEDGER, 3), "ledger-cut"),
    ],
)
def test_mint_refuses_a_table_that_it_cannot_read(project: Path, edit: Edit, slug: str) -> None:
    new_rows(project)
    edit(project)
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    minted = mint(project)
    assert slug in {finding.slug for finding in minted.findings}
    assert minted.ids == ()
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_no_id_for_a_name_that_another_bears_on_its_signs(project: Path) -> None:
    """Most often the same village, added once more."""
    both(replace(VILLAGES, "村,青石村,", "村,新石村,"), append(VILLAGES, ",01,村,青石村" + "," * 14 + "\n"))(
        project
    )
    before = snapshot(project)
    minted = mint(project)
    assert [(one.slug, one.location.cell) for one in minted.findings] == [("printed-name-taken", "D6")]
    assert minted.ids == () and snapshot(project) == before
    replace(VILLAGES, "\n,01,村,青石村", "\n,02,村,青石村")(project)  # in another township it may
    assert mint(project).ids == (("青石村", "00005"),)


def test_issue_appends_each_active_village_once_a_batch(project: Path) -> None:
    before = (project / LEDGER).read_bytes()
    assert [link.id for link in issue(project, "2027-01", DAY, villages=("00003",)).links] == ["00003"]
    both = issue(project, "2027-01", DAY, villages=("00002",), townships=("01",))
    assert [link.id for link in both.links] == ["00002"]
    assert [link.id for link in issue(project, "2027-01", DAY, townships=("01",)).links] == ["00001"]
    assert issue(project, "2027-01", DAY).links == ()
    after = (project / LEDGER).read_bytes()
    assert after.startswith(before)
    links, findings = load_ledger(after, LEDGER)
    assert (len(links), findings) == (6, [])
    assert {link.date for link in links[3:]} == {"2026-11-21"}


def test_issue_begins_a_ledger(project: Path) -> None:
    (project / LEDGER).unlink()
    assert [link.sequence for link in issue(project, "2027-01", DAY).links] == [1, 2, 3]


@pytest.mark.parametrize("edit", [cut(LEDGER, 3), replace("county.yaml", "https:", "http:")])
def test_issue_needs_a_sound_project(project: Path, edit: Edit) -> None:
    edit(project)
    before = (project / LEDGER).read_bytes()
    assert issue(project, "2027-01", DAY).findings
    assert (project / LEDGER).read_bytes() == before


@pytest.mark.parametrize(
    ("villages", "townships"), [(("00004",), ()), (("99999",), ()), ((), ("07",)), (("00003",), ("01",))]
)
def test_issue_knows_whom_it_is_asked_for(
    project: Path, villages: tuple[str, ...], townships: tuple[str, ...]
) -> None:
    with pytest.raises((Unfit, NotFound)):
        issue(project, "2027-01", DAY, villages, townships)


def test_what_changed_meanwhile_is_not_overwritten(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from listgen.edit import links

    def slow(data: bytes, values: object) -> bytes:
        append(VILLAGES, "00009,x\n")(project)
        return b""

    new_rows(project)
    monkeypatch.setattr(links, "replace_cells", slow)
    with pytest.raises(Refused, match="changed-meanwhile"):
        mint(project)
    assert b"00009,x" in (project / VILLAGES).read_bytes()


CELLS = st.text(st.sampled_from('甲1,"\n\r x'), max_size=5)


@given(
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5), ends=st.sampled_from(["\n", "\r\n"])
)
def test_spans_agree_with_the_csv_reader(rows: list[list[str]], ends: str) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator=ends).writerows(rows)
    _assert_spans(text.getvalue())


@given(text=st.text(st.sampled_from('a,"\n\r'), max_size=12))
def test_spans_agree_on_any_text(text: str) -> None:
    try:
        list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return
    _assert_spans(text)


def _assert_spans(text: str) -> None:
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    spans = cell_spans(text)
    cells = [[_unquoted(text[start:end]) for start, end in record] for record in spans]
    assert cells == read


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def test_replacing_keeps_every_other_byte() -> None:
    data = '编号,名称\r\n"",甲\r\n,"乙,\r\n丙"\r\n'.encode("gb18030")
    expected = '编号,名称\r\n00001,甲\r\n00002,"乙,\r\n丙"\r\n'.encode("gb18030")
    assert replace_cells(data, {(1, 0): "00001", (2, 0): "00002"}) == expected


def test_a_specimen_issues_nothing(tmp_path: Path) -> None:
    folder = copy_base(tmp_path / "specimen")
    before = (folder / LEDGER).read_bytes()
    with pytest.raises(Refused) as refused:
        issue(folder, "2027-01", DAY)
    assert refused.value.slug == "issue-specimen"
    assert (folder / LEDGER).read_bytes() == before


# --- a batch that is there, and a day that is past ---

OLD, NEW = "https://fw.lanxi.test/qingdan/", "https://www.lanxi.test/"
MOVED = replace("county.yaml", f"base_url: {OLD}", f"base_url: {NEW}\n  former_base_urls: [{OLD}]")
RENAMED = replace(VILLAGES, "村,青石村,", "村,新石村,")


@pytest.mark.parametrize(
    ("edit", "ids"),
    [
        (both(RENAMED, former_names({"00001": "青石村"})), ["00001"]),
        (MOVED, ["00001", "00002", "00003"]),
    ],
    ids=["renamed", "moved"],
)
@pytest.mark.parametrize("villages", [(), ("00001",)])
def test_a_batch_is_not_used_for_what_it_does_not_say(
    project: Path, edit: Edit, ids: list[str], villages: tuple[str, ...]
) -> None:
    edit(project)
    before = snapshot(project)
    issued = issue(project, "2026-01", DAY, villages)
    errors = [one for one in issued.findings if one.severity == "error"]
    assert [one.facts()["id"] for one in errors] == [id_ for id_ in ids if not villages or id_ in villages]
    assert {one.slug for one in errors} == {"batch-holds-other"}
    facts = errors[0].facts()
    assert (facts["name"], facts["url"]) == ("青石村", f"{OLD}000013/")
    assert (facts["now"], facts["now_url"]) in (("新石村", f"{OLD}000013/"), ("青石村", f"{NEW}000013/"))
    assert issued.links == () and snapshot(project) == before
    assert len(issue(project, "2026-02", DAY, villages).links) == (len(villages) or 3)


def test_one_fault_keeps_the_whole_batch_out(project: Path) -> None:
    """A new village beside a renamed one: nothing is half entered."""
    both(RENAMED, former_names({"00001": "青石村"}))(project)
    row = (project / VILLAGES).read_text("utf-8").splitlines()[3].replace("白石", "红石")
    append(VILLAGES, row.replace("00003", "00005") + "\n")(project)
    before = snapshot(project)
    assert issue(project, "2026-01", DAY).links == () and snapshot(project) == before


def test_what_stood_in_the_batch_is_told(project: Path) -> None:
    issue(project, "2027-01", DAY, ("00001",))
    issued = issue(project, "2027-01", DAY, ("00001", "00002"))
    assert [link.id for link in issued.links] == ["00002"]
    assert [link.id for link in issued.known] == ["00001"]


def test_a_day_before_the_last_line(project: Path) -> None:
    before = snapshot(project)
    issued = issue(project, "2027-01", date(2026, 11, 20))
    (fault,) = (one for one in issued.findings if one.severity == "error")
    assert (fault.slug, str(fault.location)) == ("ledger-day-earlier", "links.jsonl › 3")
    assert (fault.facts()["value"], fault.facts()["last"]) == ("2026-11-20", "2026-11-21")
    assert snapshot(project) == before
    assert issue(project, "2026-01", date(2026, 11, 20)).findings == ()  # nothing to enter, no day


def test_who_may_say_no_gets_the_ids_and_nothing_is_written(project: Path) -> None:
    def refuse(ids: tuple[str, ...]) -> None:
        assert ids == ("00001", "00003")
        raise LookupError

    issue(project, "2027-01", DAY, ("00002",))
    before = snapshot(project)
    with pytest.raises(LookupError):
        issue(project, "2027-01", DAY, allow=refuse)
    assert snapshot(project) == before  # and the lock is gone


# --- several clerks, and what editors do ---


def test_two_edits_at_once(project: Path) -> None:
    before = snapshot(project)
    with alone(project):
        for edit in (lambda: issue(project, "2027-01", DAY), lambda: mint(project)):
            with pytest.raises(Refused, match="edit-locked"):
                edit()
        assert read_printed(project)[1] == []  # reading needs nobody's leave
    assert snapshot(project) == before
    assert not (project / LOCK).exists()


def test_many_clerks_at_once(project: Path) -> None:
    """Each issues a batch of its own: it is in the ledger whole, or the clerk was told that it is not."""

    def attempt(batch: str) -> Issued | None:
        try:
            return issue(project, batch, DAY)
        except Refused as refused:
            assert refused.slug == "edit-locked"
            return None

    with ThreadPoolExecutor(8) as clerks:
        issued = [one for one in clerks.map(attempt, [f"b{number}" for number in range(24)]) if one]
    links, findings = load_ledger((project / LEDGER).read_bytes(), LEDGER)
    assert findings == [] and issued
    assert sorted(link.sequence for one in issued for link in one.links) == list(range(4, len(links) + 1))
    assert len(links) == 3 + 3 * len(issued)


def test_the_second_time_adds_nothing(project: Path) -> None:
    first = issue(project, "2027-01", DAY)
    before = (project / LEDGER).stat().st_mtime_ns
    second = issue(project, "2027-01", DAY)
    assert second.links == () and second.ledger == first.ledger
    assert (project / LEDGER).stat().st_mtime_ns == before


def test_a_ledger_with_other_line_ends_goes_on(project: Path) -> None:
    path = project / LEDGER
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    assert [link.sequence for link in issue(project, "2027-01", DAY).links] == [4, 5, 6]
    assert path.read_bytes().startswith(before)


# --- what became of a link ---


@pytest.mark.parametrize(
    ("edit", "fates"),
    [
        (lambda folder: None, ["in-use"] * 4 + ["merged"]),
        (MOVED, ["forwarded"] * 4 + ["merged forwarded"]),
        (
            both(RENAMED, former_names({"00001": "青石村"})),
            ["renamed", "in-use", "in-use", "renamed", "merged"],
        ),
        (RENAMED, ["broken", "in-use", "in-use", "broken", "merged"]),
        (
            replace(VILLAGES, "-5551002,是,在用,", "-5551002,是,已撤销,"),
            ["in-use", "dissolved", "in-use", "in-use", "merged"],
        ),
        (replace("county.yaml", OLD, NEW), ["broken"] * 5),
        (replace(VILLAGES, "\n00002,", "\n00012,"), ["in-use", "broken", "in-use", "in-use", "merged"]),
        (replace(VILLAGES, "名称", "村名"), [""] * 5),
        (remove(VILLAGES), [""] * 5),
        (replace("county.yaml", "https:", "http:"), [""] * 5),
    ],
)
def test_what_became_of_each(project: Path, edit: Edit, fates: list[str]) -> None:
    both(printed("00001", "青石村", "二", OLD), printed("00004", "旧村", "二", OLD), edit)(project)
    found, findings = read_printed(project)
    assert findings == []
    assert [" ".join(one.fates) for one in found] == fates


def test_where_a_link_leads_today(project: Path) -> None:
    both(printed("00004", "旧村", "二", OLD), MOVED, RENAMED, former_names({"00001": "青石村"}))(project)
    replace(VILLAGES, "否,在用,", "否,已并入,00001")(project)  # 白石村, into which 旧村 was merged
    first, _, third, last = read_printed(project)[0]
    assert (first.page, first.now, first.successor) == (f"{NEW}000013/", "新石村", None)
    assert [one.successor and one.successor.name for one in (third, last)] == ["新石村", "新石村"]
    assert (last.page, last.now) == (f"{NEW}000045/", "旧村")
    assert last.fates == (Fate.MERGED, Fate.FORWARDED)


def test_a_fingerprint_finds_its_line_as_long_as_the_ledger_is_whole(project: Path) -> None:
    """A ledger cut at a line, or put back to an older one, adds up; the order that was signed does not."""
    older = (project / LEDGER).read_bytes()
    issue(project, "2027-01", DAY)
    links, _ = load_ledger((project / LEDGER).read_bytes(), LEDGER)
    for link in links:
        assert find_fingerprint(links, fingerprint(link)) == (link, [])
    (project / LEDGER).write_bytes(older)
    issue(project, "2027-02", DAY)
    replayed, findings = load_ledger((project / LEDGER).read_bytes(), LEDGER)
    assert len(replayed) == len(links) and findings == []
    found, lost = find_fingerprint(replayed, fingerprint(links[-1]))
    assert found is None and [finding.slug for finding in lost] == ["fingerprint-unknown"]
    assert find_fingerprint((), fingerprint(links[0]))[0] is None


# --- cells ---


@given(
    value=st.text(st.sampled_from('甲𡐓已并入,"\n\r 1'), min_size=1, max_size=8),
    codec=st.sampled_from(["utf-8", "gb18030"]),
)
def test_any_value_reads_back_and_the_rest_is_kept(value: str, codec: str) -> None:
    table = [["编号", "状态", "名称"], ["00001", "在用", '甲,"乙'], ["", "", "丙\r\n丁"]]
    text = io.StringIO()
    csv.writer(text).writerows(table)
    data = replace_cells(text.getvalue().encode(codec), {(1, 1): value, (2, 0): value})
    table[1][1] = table[2][0] = value
    assert list(csv.reader(io.StringIO(data.decode(codec), newline=""), strict=True)) == table
