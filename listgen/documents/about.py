"""What the papers of a list's life are made from, and what one of them says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from listgen.catalog.compared import Compared
from listgen.catalog.model import Catalog
from listgen.catalog.view import ViewItem
from listgen.county import County
from listgen.documents.data import Data, Table
from listgen.documents.hung import Hung

BLANK = "空白"  # the record of a form that is not filled in


@dataclass(frozen=True, slots=True)
class About:
    """A county, its catalog and its list as they hold on `day`; `compared` None: there was no edition before.

    `issued` says that the edition is one that was released, `hung` which signs hang.
    """

    county: County
    catalog: Catalog
    day: date
    items: tuple[ViewItem, ...]
    compared: Compared | None = None
    issued: bool = False
    hung: Hung = field(default_factory=Hung)


@dataclass(frozen=True, slots=True)
class Made:
    """One paper: what its template is filled with, the tables it then has, and what else it has to say.

    `record` is the id of the record that it is about, `village` or `township` that of its owner; '' for the
    county's.
    """

    data: Data
    tables: tuple[Table, ...] = ()
    says: tuple[str, ...] = ()
    record: str = ""
    village: str = ""
    township: str = ""

    @property
    def owner(self) -> str:
        """The id of its village or township, or ''."""
        return self.village or self.township
