"""What templates may name: the fields of the data that each paper is filled with.

A template that names another is refused before the build. Lengths are twips.
"""

from __future__ import annotations

from collections.abc import Mapping

from listgen.documents.shape import PICTURE, Shape

_COLUMN: Shape = {"title": None, "width": None, "align": None}
_ROW: Shape = {
    "number": None,
    "name": None,
    "lead": None,
    "cells": ({"title": None, "text": None, "width": None, "align": None},),
    "cells_height": None,  # what a row of all its cells needs
}
_KIND: Mapping[str, Shape] = {
    "number": None,  # of the annex; empty where there is only one
    "title": None,
    "short": None,
    "count": None,
    "unconfirmed": None,  # whether a department on it is marked ＊
    "times": None,  # how often a year all of it comes, as far as that can be counted; 0 where it cannot
    "portrait": None,  # whether its table is no wider than a portrait page
    "columns": (_COLUMN,),
    "head": None,  # the height of the table's head
    "rows": (_ROW,),
}
_COMMON: Mapping[str, Shape] = {
    "specimen": None,
    "unreleased": None,  # editions were issued, and this is none of them
    "county": None,
    "level": None,  # 县, 市, 区 or 旗
    "edition": {"number": None, "year": None, "issue": None, "date": None},
    "issuing": {
        "body": None,
        "mark": None,
        "number": None,
        "date": None,
        "recipients": None,
        "copies": None,
    },
    "online": {"url": None, "hotline": None, "mailbox": None},
    "total": None,
}
LIST: Mapping[str, Shape] = {**_COMMON, "annexes": (_KIND,)}
_TOWNSHIP: Mapping[str, Shape] = {"name": None, "type": None, "phone": None, "address": None}
TOWNSHIP: Mapping[str, Shape] = {**_COMMON, "township": _TOWNSHIP, "kinds": (_KIND,)}
BOOKLET: Mapping[str, Shape] = {
    **_COMMON,
    "village": {
        "id": None,
        "name": None,
        "type": None,  # 村 or 社区
        "community": None,
        "address": None,
        "hours": None,
        "phone": None,  # empty unless the roster publishes it
        "url": None,
        "code": PICTURE,  # which says the url
    },
    "township": _TOWNSHIP,
    "kinds": ({**_KIND, "door": None, "hint": None, "page": None},),
    "pages": {"guides": None, "offices": None, "contacts": None},  # empty where nobody can know them
    "guides": (
        {
            "height": None,
            "name": None,
            "kind": None,
            "materials": (None,),
            "steps": (None,),
            "time": None,
            "place": None,
            "phone": None,
            "who": None,
            "how": None,
        },
    ),
    "offices": ({"domain": None, "name": None, "who": None, "how": None, "height": None},),
}
ORDER: Mapping[str, Shape] = {
    "specimen": None,
    "county": None,
    "batch": None,
    "date": None,
    "townships": (
        {
            "name": None,
            "pieces": None,
            "rows": ({"number": None, "village": None, "sign": None, "quantity": None},),
            "recalled": None,
            "recalls": ({"number": None, "village": None, "sign": None, "quantity": None, "batch": None},),
        },
    ),
}
_COUNTED: Mapping[str, Shape] = {
    name: None for name in ("number", "list", "organisation", "before", "now", "change", "share")
}
_OPINIONS: Mapping[str, Shape] = {name: None for name in ("count", "adopted", "partly", "refused", "open")}
_SINCE: Shape = {"title": None, "date": None, "national": None}  # the list before; empty for the first
_BY_KIND: Shape = ({"kind": None, "count": None},)
_ROUND: Mapping[str, Shape] = {
    **{name: None for name in ("id", "number", "word", "opened", "closed", "asked", "offices")},
    **_OPINIONS,
}
CHANGES: Mapping[str, Shape] = {
    **_COMMON,
    "since": _SINCE,
    "counts": _BY_KIND,
    "rows": ({name: None for name in ("number", "item", "old", "new", "kind", "reason", "record")},),
}
RETIRED: Mapping[str, Shape] = {
    **_COMMON,
    "rows": ({name: None for name in ("number", "name", "list", "on", "why", "instead", "record")},),
}
COUNTS: Mapping[str, Shape] = {**_COMMON, "day": None, "rows": (_COUNTED,)}
ASSESSMENT: Mapping[str, Shape] = {
    **_COMMON,
    "day": None,
    "since": _SINCE,
    "rows": (_COUNTED,),
    "counts": _BY_KIND,
    "opinions": _OPINIONS,
    **{
        name: None
        for name in (
            *("changes", "rounds", "reported", "decided", "undecided", "admissions", "running", "ended"),
            *("retired", "unconfirmed", "proposed"),
        )
    },
}
ADMISSION: Mapping[str, Shape] = {
    **_COMMON,
    "admission": {
        name: None
        for name in (
            *("id", "item", "name", "list", "lead", "applies", "where", "basis", "content", "authority"),
            *("cycle", "funding", "approved_by", "decided", "start", "end", "term"),
        )
    },
}
DRAFT: Mapping[str, Shape] = {**LIST, "round": _ROUND, "form": None}  # the number of the annex to answer in
OPINIONS: Mapping[str, Shape] = {
    **_COMMON,
    "rounds": (_ROUND,),
    "opinions": _OPINIONS,
    "reviews": ({"by": None, "date": None, "result": None},),
    "rows": (
        {name: None for name in ("number", "round", "department", "item", "text", "adopted", "reason")},
    ),
}
FEEDBACK: Mapping[str, Shape] = {
    **_COMMON,
    "village": {"id": None, "name": None},
    "township": _TOWNSHIP,
    "feedback": {
        **{name: None for name in ("id", "date", "item", "name", "list", "fact", "interim")},
        "decision": {name: None for name in ("date", "action", "list", "by", "reason")},
    },
}
SIGNS: Mapping[str, Shape] = {
    **_COMMON,
    "village": {"id": None, "name": None, "address": None},
    "township": _TOWNSHIP,
    "scheme": None,
    "behind": None,  # whether left and right are seen with the back to the gate
    "bases": ({"signs": None, "text": None},),  # as far as the scheme says; no numbers where all hang on one
    "rows": ({name: None for name in ("number", "name", "size", "place", "material", "filing")},),
}
FILING: Mapping[str, Shape] = {
    **_COMMON,
    "filing": {name: None for name in ("id", "date", "authority", "valid_to", "villages")},
    "rows": ({name: None for name in ("number", "township", "village", "name", "filing")},),
}
_CLEANED: Mapping[str, Shape] = {
    name: None
    for name in ("name", "before", "kept", "merged", "cancelled", "online", "after", "change", "share")
}
CLEANUP_SUM: Mapping[str, Shape] = {
    **_COMMON,
    "scheme": None,
    # Villages with old signs, and all; signs that are done with, or still to go; that hang by the scheme, or
    # were kept beside it.
    **{name: None for name in ("villages", "active", "day", "done", "open", "hung", "besides")},
    "units": ({"number": None, **_CLEANED},),
    "sum": _CLEANED,
}
CLEANUP: Mapping[str, Shape] = {
    **CLEANUP_SUM,
    "township": _TOWNSHIP,
    "rows": (
        {
            name: None
            for name in (
                *("number", "place", "name", "position", "quantity", "by", "fate", "target", "day", "note"),
            )
        },
    ),
}
SHAPES: Mapping[str, Mapping[str, Shape]] = {
    "list": LIST,
    "township": TOWNSHIP,
    "booklet": BOOKLET,
    "order": ORDER,
    "changes": CHANGES,
    "retired": RETIRED,
    "counts": COUNTS,
    "assessment": ASSESSMENT,
    "admission": ADMISSION,
    "admission-form": ADMISSION,
    "draft": DRAFT,
    "opinions": OPINIONS,
    "feedback": FEEDBACK,
    "signs": SIGNS,
    "filing": FILING,
    "cleanup": CLEANUP,
    "cleanup-sum": CLEANUP_SUM,
}
