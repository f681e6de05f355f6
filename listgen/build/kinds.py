"""The kinds of output that a build makes, in the manifest's words; `document` is a paper the county added."""

KINDS = (
    "list-document",
    "booklet",
    "document",
    "plaque",
    "hall-sign",
    "sign",
    "qr",
    "page",
    "data",
    "order",
    "merged",
    "proof",
)
