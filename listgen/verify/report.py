"""The outcome of a verification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from listgen.findings import Finding, has_errors


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, how many outputs of each kind were read, and whether zbar read the codes too.

    `township`: the id of the one whose package this is; '' of a county's outputs.
    """

    findings: tuple[Finding, ...]
    checked: Mapping[str, int]
    second_decoder: bool = False
    township: str = ""

    @property
    def ok(self) -> bool:
        """Nothing that may not be printed or published."""
        return not has_errors(self.findings)
