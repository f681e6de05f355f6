"""A township's zip: what is in it, that it can be checked alone, and all that must not be packed."""

from __future__ import annotations

import io
import json
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from listgen.build.errors import Refused
from listgen.build.folder import opened
from listgen.build.package import NoTownship, held, plan_packages, write_package
from listgen.build.package_zip import PackageZip, township_of
from listgen.build.run import Request, build
from listgen.verify import verify_output
from tests.build.test_orders import order
from tests.built import built
from tests.faults.project import copy_base, replace

ONE, TWO = "01-清河镇", "02-白石乡"
SIGN = "乡镇/01-清河镇/00001-青石村/标牌/02-党组织牌.pdf"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """OUT of two townships with a batch of signs; the one village of 02 has taken in one of 01."""
    folder = tmp_path_factory.mktemp("made")
    project = copy_base(folder / "project")
    replace("villages.csv", "0600-5551002,是,在用,", "0600-5551002,是,已并入,00003")(project)
    order(project, folder / "out", villages=("00001",))
    return folder / "out"


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "out")


def packed(out: Path, township: str, target: Path | None = None) -> Path:
    """The zip of a township."""
    (package,) = plan_packages(out, (township,), target).packages
    write_package(out, package, lambda done, total: None)
    return package.target


def unpacked(out: Path, township: str, folder: Path) -> Path:
    """The one folder of a township's zip."""
    with zipfile.ZipFile(packed(out, township)) as zipped:
        zipped.extractall(folder)
    (root,) = folder.iterdir()
    return root


def names(path: Path) -> set[str]:
    """The files of a zip, below its folder."""
    with zipfile.ZipFile(path) as zipped:
        return {name.partition("/")[2] for name in zipped.namelist()}


def slugs(out: Path, project: Path | None = None) -> list[tuple[str, str]]:
    return [(one.slug, one.location.file) for one in verify_output(out, project).findings]


# --- what is in it ---


def test_what_belongs_to_the_township(out: Path) -> None:
    path = packed(out, "01")
    assert path == out.with_name(f"{ONE}.zip")
    found = names(path)
    listed = {file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file()}
    assert found - listed == {"SHA256SUMS", "说明.txt"}
    left = listed - found
    assert {name for name in found if name.startswith("乡镇/")} == {
        name for name in listed if name.startswith(f"乡镇/{ONE}/")
    }
    for name in (
        "site/index.html",
        "site/t/01/index.html",
        "site/000013/index.html",
        "site/000021/index.html",
    ):
        assert name in found
    for name in ("site/t/02/index.html", "site/000037/index.html", "site/services.jsonld", "data/items.json"):
        assert name in left
    assert {name.split("/")[0] for name in left} >= {"县级", "下单", ".listgen"}
    assert {name.split("/")[0] for name in found} == {
        "乡镇",
        "site",
        "data",
        "manifest.json",
        "SHA256SUMS",
        "说明.txt",
    }


def test_pages_of_items_that_it_has_not_stay_away(out: Path) -> None:
    """LX-0001 was admitted for 01 alone, CN-0004 does not hold in 02."""
    one, two = (names(packed(out, township)) for township in ("01", "02"))
    assert {name for name in one ^ two if name.startswith("site/i/")} == {
        "site/i/LX-0001/index.html",
        "site/i/CN-0004/index.html",
    }
    assert "site/i/LX-0001/index.html" in one


def test_its_manifest_is_the_whole_one_cut(out: Path, tmp_path: Path) -> None:
    whole = json.loads((out / "manifest.json").read_bytes())
    root = unpacked(out, "01", tmp_path / "there")
    cut = json.loads((root / "manifest.json").read_bytes())
    assert cut.pop("township") == "01"
    outputs = {entry["path"]: entry for entry in cut.pop("outputs")}
    assert list(outputs) == sorted(outputs)
    known = {entry["path"]: entry for entry in whole.pop("outputs")}
    assert cut == whole
    assert {path for path, entry in outputs.items() if entry != known.get(path)} == {
        "data/expected.json",
        "说明.txt",
    }
    county = json.loads((root / "data/expected.json").read_bytes())["county"]
    assert county == json.loads((out / "data/expected.json").read_bytes())["county"]
    assert county["specimen"] and "示例" in (root / "说明.txt").read_text("utf-8-sig")


def test_the_sums_are_those_of_sha256sum(out: Path, tmp_path: Path) -> None:
    root = unpacked(out, "01", tmp_path / "there")
    lines = (root / "SHA256SUMS").read_bytes().decode().split("\n")
    assert lines.pop() == ""
    found = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    assert found == {
        name: sha256(path.read_bytes()).hexdigest() for name, path in files.items() if name != "SHA256SUMS"
    }


def test_explorer_and_unzip_read_the_names(out: Path) -> None:
    with zipfile.ZipFile(packed(out, "01")) as zipped:
        assert zipped.testzip() is None
        for entry in zipped.infolist():
            assert entry.filename.startswith(f"{ONE}/")
            assert entry.flag_bits == 0x800  # UTF-8, and no lengths after the data
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert stat.S_IMODE(entry.external_attr >> 16) == 0o644
            assert entry.compress_type == (0 if entry.filename.endswith((".docx", ".pdf", ".png")) else 8)


def test_the_same_bytes_from_out_from_a_copy_and_from_itself(out: Path, tmp_path: Path) -> None:
    first = packed(out, "02", tmp_path / "a.zip").read_bytes()
    shutil.rmtree(out / ".listgen")
    assert packed(out, "02", tmp_path / "b.zip").read_bytes() == first
    root = unpacked(out, "02", tmp_path / "there")
    assert packed(root, "02", tmp_path / "c.zip").read_bytes() == first


def test_a_file_passes_in_chunks() -> None:
    class Long(io.RawIOBase):
        left = 40_000_000
        longest = 0

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= 1 << 20
            count = min(size, self.left)
            self.left -= count
            return b"\0" * count

    with PackageZip(io.BytesIO(), "x") as zipped:
        found = zipped.copy("long.dxf", Long())  # type: ignore[arg-type]
    assert found["bytes"] == 40_000_000


# --- that it can be checked alone ---


@pytest.mark.parametrize("township", ["01", "02"])
def test_verify_has_nothing_to_say(out: Path, tmp_path: Path, township: str) -> None:
    assert slugs(unpacked(out, township, tmp_path / "there")) == []


def test_a_township_of_the_demo_with_a_merged_village(demo: Path, tmp_path: Path) -> None:
    root = tmp_path / "there"
    with zipfile.ZipFile(packed(demo, "03", tmp_path / "03.zip")) as zipped:
        zipped.extractall(root)
    assert slugs(root / "03-澄坪乡") == []


def sums(change: Callable[[str], str]) -> Callable[[Path], object]:
    def edit(root: Path) -> None:
        path = root / "SHA256SUMS"
        path.write_bytes(change(path.read_text("utf-8")).encode())

    return edit


def manifest(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    """The manifest changed, and the sums with it."""

    def edit(root: Path) -> None:
        path = root / "manifest.json"
        before = sha256(path.read_bytes()).hexdigest()
        document = json.loads(path.read_bytes())
        change(document)
        path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
        sums(lambda text: text.replace(before, sha256(path.read_bytes()).hexdigest()))(root)

    return edit


def nothing_elsewhere(root: Path) -> None:
    path = root / "data/expected.json"
    path.write_bytes(path.read_bytes().replace(b'"site/t/02/index.html"]', b"]"))


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (sums(lambda text: text.replace("0", "1", 1)), ("package-sums", "SHA256SUMS")),
        (sums(lambda text: text.partition("\n")[2]), ("package-sums", "SHA256SUMS")),
        (sums(lambda text: text + text), ("package-sums", "SHA256SUMS")),
        (lambda root: (root / "SHA256SUMS").unlink(), ("output-missing", "SHA256SUMS")),
        (lambda root: (root / "SHA256SUMS").write_bytes(b"\xff"), ("package-sums", "SHA256SUMS")),
        (lambda root: (root / SIGN).unlink(), ("output-missing", SIGN)),
        (lambda root: (root / "说明.txt").write_bytes(b"x"), ("output-changed", "说明.txt")),
        (lambda root: (root / "x.txt").write_bytes(b"x"), ("output-foreign", "x.txt")),
        (nothing_elsewhere, ("page-link", "site/index.html")),
        (manifest(lambda all: all.pop("township")), ("manifest-invalid", "manifest.json")),
        (manifest(lambda all: all.update(township="02")), ("manifest-invalid", "manifest.json")),
    ],
)
def test_what_verify_says_of_a_damaged_one(
    out: Path, tmp_path: Path, edit: Callable[[Path], object], found: tuple[str, str]
) -> None:
    root = unpacked(out, "01", tmp_path / "there")
    edit(root)
    assert found in slugs(root)


def test_it_is_not_the_county(out: Path, made: Path, tmp_path: Path) -> None:
    root = unpacked(out, "02", tmp_path / "there")
    assert slugs(root, made.with_name("project")) == [("package-not-whole", "manifest.json")]


# --- what is not packed ---


def changed(out: Path) -> None:
    path = out / SIGN
    path.write_bytes(path.read_bytes() + b"\n")


def linked(out: Path) -> None:
    away = out.with_name("away.pdf")
    shutil.move(out / SIGN, away)
    (out / SIGN).symlink_to(away)


def outward(out: Path) -> None:
    path = out / "manifest.json"
    path.write_bytes(path.read_bytes().replace(SIGN.encode(), b"../away.pdf"))


def in_expected(out: Path) -> None:
    path = out / "data/expected.json"
    path.write_bytes(path.read_bytes().replace(b"00001", b"00009"))


@pytest.mark.parametrize(
    ("edit", "slug", "value"),
    [
        (lambda out: (out / "manifest.json").unlink(), "package-no-outputs", ""),
        (lambda out: (out / "manifest.json").write_bytes(b"{}"), "package-no-outputs", ""),
        (lambda out: (out / "manifest.json").write_bytes(b"[" * 9999), "package-no-outputs", ""),
        (lambda out: shutil.rmtree(out), "package-no-outputs", ""),
        (outward, "package-no-outputs", ""),
        (lambda out: (out / "data/expected.json").unlink(), "package-missing", "data/expected.json"),
        (in_expected, "package-changed", "data/expected.json"),
        (lambda out: (out / SIGN).unlink(), "package-missing", SIGN),
        (changed, "package-changed", SIGN),
        (linked, "package-changed", SIGN),
    ],
)
def test_refusals(out: Path, edit: Callable[[Path], object], slug: str, value: str) -> None:
    edit(out)
    with pytest.raises(Refused) as refusal:
        packed(out, "01")
    assert (refusal.value.slug, refusal.value.values["value"]) == (slug, value or str(out))
    assert not any(path.suffix in (".zip", ".tmp") for path in out.parent.iterdir())


def test_a_build_of_a_part_is_not_packed(tmp_path: Path) -> None:
    out = built(copy_base(tmp_path / "project"), tmp_path / "out", "booklet", "page")
    with pytest.raises(Refused) as refusal:
        packed(out, "02")
    assert (refusal.value.slug, refusal.value.values["value"]) == ("package-partial", "site/index.html")


def test_a_township_built_alone_is_not_packed(tmp_path: Path) -> None:
    request = Request(copy_base(tmp_path / "project"), tmp_path / "out", townships=("02",), jobs=1)
    assert build(request, lambda done, of: None).built
    with pytest.raises(Refused, match="package-partial"):
        packed(tmp_path / "out", "02")


def test_a_township_of_which_a_village_alone_was_built_is_known_by_name(tmp_path: Path) -> None:
    request = Request(copy_base(tmp_path / "project"), tmp_path / "out", villages=("00003",), jobs=1)
    assert build(request, lambda done, of: None).built
    for township in ("02", "白石乡"):
        with pytest.raises(Refused, match="package-partial"):
            packed(tmp_path / "out", township)
    with pytest.raises(NoTownship) as fault:
        packed(tmp_path / "out", "清河镇")
    assert fault.value.known == ("02 白石乡",)


def test_another_township_may_be_damaged(out: Path) -> None:
    changed(out)
    assert packed(out, "02").is_file()


def test_a_township_that_is_none(out: Path) -> None:
    with pytest.raises(NoTownship) as fault:
        plan_packages(out, ("01", "00001"))
    assert fault.value.known == ("01 清河镇", "02 白石乡")


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "foreign.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("01-x/manifest.json", "{}")
    yield path


def test_targets(out: Path, foreign: Path, tmp_path: Path) -> None:
    other = packed(out, "02")
    project = copy_base(tmp_path / "county")
    cases = {
        out / "a.zip": "package-inside",
        out / "乡镇" / "a.zip": "package-inside",
        project / "orders" / "a.zip": "out-in-project",
        foreign: "package-taken",
        other: "package-taken",
        tmp_path: "package-taken",
    }
    before = {path: path.read_bytes() for path in (foreign, other)}
    for target, slug in cases.items():
        with pytest.raises(Refused) as refusal:
            plan_packages(out, ("01",), target)
        assert refusal.value.slug == slug
    assert before == {path: path.read_bytes() for path in (foreign, other)}
    assert (township_of(other), township_of(foreign), township_of(out)) == ("02", "", "")


def test_an_older_package_is_replaced_whole_or_not_at_all(out: Path) -> None:
    path = packed(out, "01")
    before = path.read_bytes()
    changed(out)
    with pytest.raises(Refused):
        packed(out, "01")
    assert path.read_bytes() == before and len(list(out.parent.glob("*zip*"))) == 1


@pytest.mark.parametrize(
    ("failed", "told"),
    [
        (SIGN, True),
        ("乡镇/01-清河镇/00001-青石村/标牌/x.svg", True),
        ("site/i/LX-0001/index.html", True),
        ("乡镇/02-白石乡/00003-白石村/清单手册.docx", False),
        ("县级/村级组织事务清单.docx", False),
    ],
)
@pytest.mark.parametrize("as_object", [False, True])
def test_what_could_not_be_made_is_told_and_nothing_is_packed(
    out: Path, failed: str, told: bool, as_object: bool
) -> None:
    path = out / "manifest.json"
    document = json.loads(path.read_bytes())
    document["failed"] = [{"path": failed} if as_object else failed]
    document["outputs"] = [entry for entry in document["outputs"] if entry["path"] != failed]
    path.write_text(json.dumps(document), "utf-8")
    plan = plan_packages(out, ("01",))
    found = [(one.slug, one.location.file) for one in plan.findings]
    assert found == ([("output-failed", failed)] if told else [])
    assert len(plan.packages) == (0 if told else 1)


def test_one_at_a_time(out: Path) -> None:
    with opened(out), pytest.raises(Refused) as refusal, held(out):
        pass
    assert refusal.value.slug == "package-locked"
    with held(out), pytest.raises(Refused) as refusal, opened(out):
        pass
    assert refusal.value.slug == "out-locked"
    with held(out):
        pass
