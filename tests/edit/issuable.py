"""The small valid county with all that its first edition waits for: consulted on and reviewed."""

from __future__ import annotations

from pathlib import Path

from tests.faults.project import copy_base

ROUNDS = "records/consultation"
TODAY = "2026-11-22"


def issuable(folder: Path) -> Path:
    """A project that passes the gate of 2026-1 on TODAY."""
    copy_base(folder)
    replace_in(folder / "kinds.yaml", "- id: not-permitted\n", "- id: not-permitted\n  admission: no\n")
    for number in (1, 2, 3):
        consult(folder, number, "2026-1", legal=number == 3)
    return folder


def consult(folder: Path, number: int, edition: str, month: str = "2026-0", legal: bool = False) -> Path:
    """The record of a closed round on an edition's draft; its path."""
    id_ = f"ZX-{edition[:4]}-{edition[5:]}{number}"
    lines = [
        f"id: {id_}",
        f"round: {number}",
        f"draft: {edition}",
        f"opened: {month}{number}-01",
        f"closed: {month}{number}-20",
        "asked: [县民政局, 白云镇]",
        "opinions:",
        "- {department: 县民政局, item: CN-0004, opinion: 写明不扑火, adopted: yes}",
        "- {department: 县民政局, opinion: 再少一些, adopted: no, reason: 各项都有依据}",
    ]
    if legal:
        lines.append(f"legal: {{by: 县司法局, date: {month}{number}-25, passed: yes}}")
    path = folder / ROUNDS / f"{id_}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def replace_in(path: Path, old: str, new: str) -> None:
    """Change a text that stands in a file once."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path.name, old, text.count(old))
    path.write_text(text.replace(old, new), "utf-8")
