"""The shipped sentences of a proof, and files of sentences that are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from listgen.orders.proof_text import load_proof_text
from listgen.orders.sentences import SentenceError
from listgen.resources import shipped
from listgen.typeset.faces import read_faces
from tests.orders.proofs import proof_data

Change = Callable[[dict[str, Any]], object]


def test_the_faces_have_every_character() -> None:
    text, faces = load_proof_text(proof_data()), read_faces(shipped("fonts"))
    first = faces.face(text.faces[0])
    assert [sentence for sentence in text.sentences.texts.values() if first.missing(sentence)] == []
    assert [step for step in text.how if first.missing(step)] == []


def test_a_sentence_is_filled_in() -> None:
    assert load_proof_text(proof_data()).say("opens", village="{青石村}").endswith("{青石村}")


@pytest.mark.parametrize(
    ("change", "key", "problem"),
    [
        (lambda data: data.pop("how"), "how", "not-a-list"),
        (lambda data: data.update(more="1"), "more", "unknown"),
        (lambda data: data.update(schema="2"), "schema", "not-one-of"),
        (lambda data: data["texts"].pop("opens"), "texts.opens", "missing"),
        (lambda data: data["texts"].update(closes="关"), "texts.closes", "unknown"),
        (lambda data: data["texts"].update(opens="扫码"), "texts.opens", "not-its-values"),
        (lambda data: data["texts"].update(opens="{village}{name}"), "texts.opens", "not-its-values"),
        (lambda data: data["texts"].update(opens="{village.name}"), "texts.opens", "not-its-values"),
        (lambda data: data["texts"].update(opens="{village:>9}"), "texts.opens", "not-its-values"),
        (lambda data: data["texts"].update(opens="{village!r}"), "texts.opens", "not-its-values"),
        (lambda data: data["texts"].update(opens="{village"), "texts.opens", "not-a-sentence"),
        (lambda data: data["texts"].update(opens=" "), "texts.opens", "not-text"),
        (lambda data: data["texts"].update(opens=["甲"]), "texts.opens", "not-text"),
        (lambda data: data.update(texts="甲"), "texts", "not-a-mapping"),
        (lambda data: data.update(how="甲"), "how", "not-a-list"),
        (lambda data: data.update(how=[]), "how", "not-a-list"),
        (lambda data: data.update(faces=[""]), "faces", "not-text"),
        (lambda data: data.update(display_face=""), "display_face", "not-text"),
    ],
)
def test_refused(change: Change, key: str, problem: str) -> None:
    data = proof_data()
    change(data)
    with pytest.raises(SentenceError) as caught:
        load_proof_text(data)
    assert (caught.value.key, caught.value.problem) == (key, problem)


def test_a_file_that_is_no_mapping() -> None:
    with pytest.raises(SentenceError):
        load_proof_text("标牌校样")
