"""Names that every file system takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.filenames import LONGEST, owned_name, safe_file, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("青石村", "青石村"),
        ("../../etc", "_.._.._etc"),
        ("村.", "村"),
        ("CON", "_CON"),
        ("nul.docx", "_nul.docx"),
        ("com¹", "_com¹"),
        ("CONIN$", "_CONIN$"),
        ("aux .txt", "_aux .txt"),
        ("." + "村" * 80, "_." + "村" * (LONGEST - 2)),
        ("村\ud800", "村_"),
        ('a<b>:"c|?*', "a_b___c___"),
        ("", "_"),
        (" . ", "_"),
        ("村" * 90, "村" * LONGEST),
    ],
)
def test_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=100))
def test_a_safe_name_stays_inside_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= LONGEST
    assert not set(safe) & set('<>:"/\\|?*\0')
    assert safe not in (".", "..")
    assert safe == safe.rstrip(". ")


def test_the_id_comes_first() -> None:
    assert owned_name("00173", "青石村") == "00173-青石村"


def test_a_long_file_keeps_its_suffix() -> None:
    assert safe_file("清单" * 50 + ".docx").endswith("清.docx")
    assert len(safe_file("清单" * 50 + ".docx")) == LONGEST


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("清单.docx", "清单.docx"),
        ("../x.y/z", "_.._x.y_z"),
        ("清单." + "x" * 80, "清单." + "x" * 57),
        ("con.docx", "_con.docx"),
        (".docx", "_.docx"),
    ],
)
def test_a_suffix_leads_nowhere(name: str, safe: str) -> None:
    assert safe_file(name) == safe
