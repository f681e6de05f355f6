"""The shipped templates are what the master makes of their YAML."""

from __future__ import annotations

import pytest

from listgen.documents.master import masters
from listgen.documents.package import read_parts


@pytest.mark.parametrize("name", ["list", "booklet"])
def test_the_shipped_template_is_the_masters(name: str) -> None:
    made = {path.parent.name: (path, data) for path, data in masters()}
    path, data = made[name]
    assert read_parts(data) == read_parts(path.read_bytes())
    assert data == dict(masters())[path]
