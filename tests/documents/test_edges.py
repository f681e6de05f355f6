"""What the papers say at their edges: long names, nothing to tell, a 市, a 区, a 旗."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest

from listgen.catalog.model import Kind
from listgen.catalog.record import Consultation, Decision, Feedback
from listgen.documents.about import About, Made
from listgen.documents.life import assessment, retired
from listgen.documents.recorded import admission_forms, admissions, draft, feedback, opinions
from listgen.documents.signs import summary
from tests.catalog.samples import COUNTY
