"""What a proof says: templates/orders/proof.yaml."""

from __future__ import annotations

from dataclasses import dataclass

from listgen.orders.sentences import SentenceError, Sentences, load_sentences, mapping, text, texts

_KEYS = ("schema", "faces", "display_face", "texts", "how")

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
    "outside": (),
    "inside": (),
    "facts": ("width", "height", "quantity", "scale"),
    "checked": (),
    "code_title": (),
    "opens": ("village",),
    "used_on": ("numbers",),
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


@dataclass(frozen=True, slots=True)
class ProofText:
    """The sentences, the steps of checking, and the roles of the faces, first choice first."""

    faces: tuple[str, ...]
    display_face: str
    sentences: Sentences
    how: tuple[str, ...]

    def say(self, name: str, **values: object) -> str:
        """The sentence with its values. Raises KeyError."""
        return self.sentences.say(name, **values)


def load_proof_text(data: object) -> ProofText:
    """The sentences that a parsed file holds; every scalar is text. Raises SentenceError."""
    sentences = load_sentences(data, _SENTENCES)
    for name in sentences.texts:
        if name not in _SENTENCES:
            raise SentenceError(f"texts.{name}", "unknown")
    root = mapping(data, "")
    for name in root:
        if name not in _KEYS:
            raise SentenceError(name, "unknown")
    faces, how = texts(root.get("faces"), "faces"), texts(root.get("how"), "how")
    return ProofText(faces, text(root.get("display_face"), "display_face"), sentences, how)
