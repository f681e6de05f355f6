"""JSON entry by entry: the pieces of any object put together are the object, wherever a chunk ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.build import json_pieces
from listgen.build.json_lines import json_lines
from listgen.build.json_pieces import Piece, read_pieces

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def read(path: Path, text: str) -> list[Piece]:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return list(read_pieces(path))


def together(pieces: list[Piece]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for piece in pieces:
        match piece.at:
            case None:
                whole[piece.key] = piece.value
            case int():
                assert piece.at == len(whole.setdefault(piece.key, []))
                whole[piece.key].append(piece.value)
            case name:
                whole.setdefault(piece.key, {})[name] = piece.value
    return whole


@given(
    document=st.dictionaries(st.text(), VALUES), chunk=st.integers(1, 40), indent=st.sampled_from([None, 1])
)
def test_any_object(
    document: dict[str, Any], chunk: int, indent: int | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_pieces, "_CHUNK", chunk)
        assert together(read(path, json.dumps(document, indent=indent))) == document
        if document:
            assert together(read(path, b"".join(json_lines(document)).decode())) == document


@pytest.mark.parametrize(
    "text",
    ["", " ", "[]", "1", '"a"', "{", '{"a"', '{"a":', '{"a":1', '{"a":1,}', '{"a":[1,]}', '{"a":[1 2]}',
     '{"a":{"b"}}', '{"a":{1:2}}', '{"a":1}x', '{"a":nul}', "{1:2}", '{"a":' + "[" * 100_000, "\ufeff{}"],
)  # fmt: skip
def test_what_is_no_object(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        read(tmp_path / "a.json", text)


def test_a_long_list_is_never_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    path.write_text(json.dumps({"a": ["x" * 1000] * 2000, "b": 1}), "utf-8")
    text: list[int] = []

    class Watched(json_pieces._Text):
        def peek(self) -> str:
            text.append(len(self._held))
            return super().peek()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_pieces, "_Text", Watched)
        assert sum(1 for _ in read_pieces(path)) == 2001
    assert max(text) <= 3 * json_pieces._CHUNK
