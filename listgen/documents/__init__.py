"""County and village papers as Word files: a template compiled once, filled per owner."""

from __future__ import annotations

from listgen.documents.data import Table, booklet_tables, list_tables
from listgen.documents.faults import TemplateError
from listgen.documents.papers import render_booklet, render_list
from listgen.documents.spec import DocumentSpec, load_document
from listgen.documents.template import Template, check_template, compile_template

__all__ = [
    "DocumentSpec",
    "Table",
    "Template",
    "TemplateError",
    "booklet_tables",
    "check_template",
    "compile_template",
    "list_tables",
    "load_document",
    "render_booklet",
    "render_list",
]
