"""What every test run shares: no skips, one set of faces, goldens, a repeatable Hypothesis."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path

import hypothesis
import pytest

HERE = Path(__file__).parent

# Children (soffice, fc-match) inherit it: stand-ins for faces that are not free.
os.environ["FONTCONFIG_FILE"] = str(HERE / "fonts.conf")

# CI tries the same examples each time, so that a red run is the change's; a developer's run explores.
hypothesis.settings.register_profile(
    "listgen", deadline=None, database=None, derandomize=bool(os.environ.get("CI"))
)
hypothesis.settings.load_profile("listgen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the goldens; read the diff afterwards")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compares a text with a golden file, or rewrites the file under --accept."""

    def compare(text: str, path: Path) -> None:
        if request.config.getoption("--accept"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """OUT of the demo county, built once for all tests that only look."""
    from listgen.resources import shipped  # here, since most runs need no build
    from tests.built import built

    return built(shipped("catalogs") / "demo", tmp_path_factory.mktemp("demo") / "成果")


@pytest.fixture(scope="session")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small project 青溪 and its outputs beside it, under their default name."""
    from tests.built import built
    from tests.faults.project import copy_base

    folder = tmp_path_factory.mktemp("beside")
    built(copy_base(folder / "青溪"), folder / "青溪-成果")
    return folder


@pytest.fixture
def place(beside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, where the command line stands."""
    folder = shutil.copytree(beside, tmp_path / "place")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The online list of a county whose texts try to break out of their pages."""
    from tests.browser.odd import build_odd

    return build_odd(tmp_path_factory.mktemp("odd"))


# A test that is not found, cannot run, or is expected to fail checks nothing and looks green: here it fails.


@pytest.hookimpl(tryfirst=True)  # before -k takes some away
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A run of everything has a test of every file; pytest passes some folders by without a word."""
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        missing = set(HERE.rglob("test_*.py")) - {item.path for item in items}
        if missing:
            raise pytest.UsageError(f"no tests found in {', '.join(map(str, sorted(missing)))}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped:
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        _fail(report)
    return report


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    why = getattr(report, "wasxfail", None) or report.longrepr
    if hasattr(report, "wasxfail"):
        del report.wasxfail
    report.outcome = "failed"
    report.longrepr = f"{report.nodeid} was skipped or expected to fail; every test has to run here: {why}"
