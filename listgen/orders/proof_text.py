"""What a proof says: the sentences of templates/orders/proof.yaml, each with the values that it fills in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

SCHEMA = "1"

# Each sentence, with the values that it has to name.
_SENTENCES: dict[str, tuple[str, ...]] = {
    "title": (),
    "specimen": (),
    "page": ("page", "pages"),
    "continued": (),
    "county": (),
    "batch": (),
    "day": (),
    "date": ("year", "month", "day"),
    "since": (),
    "since_batch": ("batch",),
    "edition": (),
    "scheme": (),
    "extent": (),
    "extent_value": ("villages", "quantity"),
    "ledger": (),
    "ledger_value": ("lines", "fingerprint"),
    "ledger_empty": (),
    "table": (),
    "table_name": (),
    "table_size": (),
    "table_villages": (),
    "table_quantity": (),
    "size": ("width", "height"),
    "total": (),
    "how": (),
    "sign_off": (),
    "clerk": (),
    "checker": (),
    "maker": (),
    "signed_on": (),
    "recalls": (),
    "recalls_value": ("quantity",),
    "recall": ("village", "sign", "reason", "batch", "number", "quantity"),
    "merged": ("successor",),
    "dissolved": (),
    "replaced": (),
    "dropped": (),
    "scale": ("scale",),
    "facts": ("width", "height", "quantity"),
    "checked": (),
    "code_title": (),
    "opens": ("village",),
    "used_on": ("signs",),
    "used_sign": ("number", "sign"),
    "link": (),
    "printed": (),
    "full_size": ("side", "dark"),
    "reduced": ("real", "percent", "side", "dark"),
    "scan": (),
    "scan_full": ("distance",),
    "scan_reduced": ("near", "distance"),
    "bar_value": (),
    "code_checked": ("village",),
}


class ProofTextError(ValueError):
    """Sentences that cannot be used; `key` is the path of what is wrong, `problem` a stable slug."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ProofText:
    """The sentences by name, the steps of checking, and the roles of the faces, first choice first."""

    faces: tuple[str, ...]
    display_face: str
    sentences: tuple[tuple[str, str], ...]
    how: tuple[str, ...]

    def say(self, name: str, **values: object) -> str:
        """The sentence with its values. Raises KeyError."""
        return dict(self.sentences)[name].format_map(values)


def load_proof_text(data: object) -> ProofText:
    """The sentences that a parsed file holds; every scalar is text. Raises ProofTextError."""
    root = _mapping(data, "")
    if set(root) != {"schema", "faces", "display_face", "texts", "how"} or root["schema"] != SCHEMA:
        raise ProofTextError("schema", "not-the-keys-of-a-proof")
    texts = _mapping(root["texts"], "texts")
    for name in (*_SENTENCES, *texts):
        if name not in texts or name not in _SENTENCES:
            raise ProofTextError(f"texts.{name}", "unknown" if name in texts else "missing")
    sentences = tuple((name, _sentence(name, texts[name])) for name in _SENTENCES)
    faces = _texts(root["faces"], "faces")
    display = _text(root["display_face"], "display_face")
    return ProofText(faces, display, sentences, _texts(root["how"], "how"))


def _sentence(name: str, value: object) -> str:
    """The sentence, which names its values and nothing else."""
    sentence = _text(value, f"texts.{name}")
    try:
        parts = list(Formatter().parse(sentence))
    except ValueError:
        raise ProofTextError(f"texts.{name}", "not-a-sentence") from None
    named = [field for _, field, _, _ in parts if field is not None]
    plain = all(not layout and not conversion for _, field, layout, conversion in parts if field is not None)
    if set(named) != set(_SENTENCES[name]) or not plain:
        raise ProofTextError(f"texts.{name}", "not-its-values")
    return sentence


def _mapping(value: object, key: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ProofTextError(key, "not-a-mapping")
    return value


def _texts(value: object, key: str) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not value:
        raise ProofTextError(key, "not-a-list")
    return tuple(_text(entry, key) for entry in value)


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ProofTextError(key, "not-text")
    return value
