"""What templates may name: the fields of the data that each paper is filled with.

A template that names another is refused before the build. Lengths are twips.
"""

from __future__ import annotations

from collections.abc import Mapping

from listgen.documents.shape import Shape

_COLUMN: Shape = {"title": None, "width": None, "align": None}
_KIND: Mapping[str, Shape] = {
    "number": None,  # of the annex; empty where there is only one
    "title": None,
    "short": None,
    "count": None,
    "unconfirmed": None,  # whether a department on it is marked ＊
    "columns": (_COLUMN,),
    "rows": ({"cells": ({"text": None, "width": None, "align": None},)},),
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
    },
    "township": _TOWNSHIP,
    "kinds": ({**_KIND, "door": None, "hint": None},),
    "guides": (
        {
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
SHAPES: Mapping[str, Mapping[str, Shape]] = {
    "list": LIST,
    "township": TOWNSHIP,
    "booklet": BOOKLET,
    "order": ORDER,
}
