"""`make bench`: what every bench may ask for, and the page that a whole run writes."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.bench.compare import FEW, removed
from tests.bench.counties import county
from tests.bench.figures import Report
from tests.bench.installed import Peers, peers
from tests.bench.measure import say
from tests.bench.page import PAGE, write_page
from tests.bench.work import Work, write_work

_REPORT, _PEERS = pytest.StashKey[Report](), pytest.StashKey[Peers]()
_PRINTED, VILLAGES = "printed", 200


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all", action="store_true", help="20,000 villages too: about 40 minutes and 20 GB more"
    )
    parser.addoption("--villages", type=int, default=VILLAGES, help="fewer, to try the bench itself")
    parser.addoption("--rounds", type=int, default=3, help="how often everything is run")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "printed: of listgen alone and not in the page; runs when -k picks it")
    config.stash[_REPORT] = Report(config.option.rounds, config.option.villages)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A whole run is what the page is made of; anything else is asked for by name."""
    if config.option.keyword:
        return
    left = [item for item in items if item.get_closest_marker(_PRINTED)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


@pytest.fixture(scope="session")
def report(pytestconfig: pytest.Config) -> Report:
    """Where figures go."""
    return pytestconfig.stash[_REPORT]


@pytest.fixture(scope="session")
def installed(pytestconfig: pytest.Config) -> Peers:
    """The peers."""
    pytestconfig.stash[_PEERS] = peers()
    return pytestconfig.stash[_PEERS]


@pytest.fixture(scope="session")
def project(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county; nobody changes it."""
    return county(tmp_path_factory.mktemp("county") / "county", report.villages)


@pytest.fixture(scope="session")
def work(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Work:
    """The peers' work of some of its villages."""
    say("spelling out the peers' work …")
    return write_work(project, tmp_path_factory.mktemp("work"), FEW)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder, removed at once: outputs are many."""
    yield tmp_path
    removed(tmp_path)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A bench that fails is told in the page."""
    made = yield
    if made.failed and call.excinfo is not None:
        why = (str(call.excinfo.value).strip() or call.excinfo.typename).splitlines()[0]
        item.config.stash[_REPORT].faults.append(f"`{item.name}`: {why}")
    return made


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """The page is written when nothing was picked and all was gone through, well or not."""
    report, config = session.config.stash[_REPORT], session.config
    part = config.option.keyword or config.option.collectonly or report.villages < VILLAGES
    through = exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    if part or not through or not (report.found or report.faults):
        say(f"a part of the benches: {PAGE.name} stays as it is")
        return
    held = session.config.stash.get(_PEERS, None)
    write_page(report, held.versions if held else {})
    say(f"wrote {PAGE}")
