"""What a worker has to have in common with the build, and how it is told apart."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from listgen.build import program
from listgen.build.cluster import work
from listgen.build.cluster.fitness import Misfits, compare, facts, mark
from listgen.findings import Location
from listgen.locale import word
from tests.build.cluster.programs import ROOT

ADDRESS = "tls://192.168.1.11:8787"


def test_a_worker_like_this_one_fits() -> None:
    assert list(compare({ADDRESS: dict(facts())})) == []


@pytest.mark.parametrize(
    "what", ["listgen", "fonts", "templates", "python", "system", "zlib", "reportlab", "lxml", "distributed"]
)
@pytest.mark.parametrize("found", ["other", None])
def test_what_differs_is_named(what: str, found: str | None) -> None:
    theirs = {name: text for name, text in facts().items() if name != what} | ({what: found} if found else {})
    (finding,) = compare({ADDRESS: theirs, "tls://192.168.1.12:8787": facts()})
    assert (finding.slug, finding.location) == ("cluster-misfit", Location(ADDRESS))
    assert finding.facts() == {"what": what, "expected": facts()[what], "found": found or "—"}
    assert facts()[what] in word(finding, "zh").message


def test_every_library_that_listgen_needs_counts() -> None:
    assert {"reportlab", "fonttools", "python-docx", "lxml", "pillow", "uharfbuzz"} <= set(facts())
    assert not {"pytest", "hypothesis", "cryptography"} & set(facts())


@pytest.mark.parametrize("answer", [ModuleNotFoundError("listgen"), AttributeError("facts"), ValueError("x")])
def test_a_worker_without_this_listgen(answer: Exception) -> None:
    (finding,) = compare({ADDRESS: answer})
    assert finding.facts()["what"] == "listgen"


def test_a_worker_that_is_gone_is_no_misfit() -> None:
    assert list(compare({ADDRESS: ConnectionResetError()})) == []


def test_misfits_are_counted_by_worker() -> None:
    found = tuple(compare({ADDRESS: {}, "tls://192.168.1.12:8787": {}}))
    assert Misfits(found, 3).values == {"value": "2", "workers": "3"}


def test_a_changed_template_is_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "shipped", lambda name: tmp_path)

    def digest() -> str:
        program.shipped_digest.cache_clear()
        return program.shipped_digest("templates")

    (tmp_path / "a.yaml").write_text("a")
    before = digest()
    (tmp_path / ".swp").write_text("left by an editor")
    assert digest() == before
    (tmp_path / "a.yaml").write_text("b")
    assert digest() != before
    program.shipped_digest.cache_clear()


def test_one_installed_from_a_wheel_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / "listgen"
    shutil.copytree(ROOT / "listgen", wheel, ignore=shutil.ignore_patterns("__pycache__"))
    (wheel / "_shipped" / "catalogs").mkdir(parents=True)
    shutil.copy(ROOT / "catalogs" / "sync.py", wheel / "_shipped" / "catalogs")
    here = program.source_digest()
    monkeypatch.setattr(program, "_PACKAGE", wheel)
    assert program.source_digest.__wrapped__() == here


class Bomb:
    """Goes off when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return pytest.fail, ("unpickled",)


def test_nothing_of_another_listgen_is_unpickled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "get_worker", lambda: type("Worker", (), {"address": ADDRESS}))
    bomb = pickle.dumps(Bomb())
    work.GivenAssets("other", "digest", bomb).setup(None)  # type: ignore[arg-type]
    assert work.make("other", "digest", bomb) == ("misfit", ADDRESS)
    assert work.make(mark(), "digest", bomb) == ("assets", ADDRESS)
