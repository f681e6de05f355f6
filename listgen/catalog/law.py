"""A legal basis and its texts: since when each is in force, which articles it has, where old ones went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from listgen.findings import Location

Articles = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawText:
    """A law as it read from `effective` (None: not found) until the next text.

    `articles` are those that were checked, none: any. `renumbered` leads from the articles of the text before
    to its own.
    """

    effective: date | None
    articles: Articles
    renumbered: Mapping[str, Articles]


@dataclass(frozen=True, slots=True)
class Law:
    """A legal basis in the registry. `effective`, `articles` and `renumbered` are of its newest text.

    `earlier` are the texts before, the oldest first. `effective` is None where it was not found.
    """

    name: str
    issuer: str
    level: str
    effective: date | None
    until: date | None
    replaced_by: str
    binds: tuple[str, ...]
    area: str
    articles: Articles
    renumbered: Mapping[str, Articles]
    replaced: Mapping[str, tuple[str, Articles]]
    location: Location
    earlier: tuple[LawText, ...] = ()
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)

    @property
    def texts(self) -> tuple[LawText, ...]:
        """All its texts, the oldest first."""
        return (*self.earlier, LawText(self.effective, self.articles, self.renumbered))

    def text_on(self, day: date) -> LawText | None:
        """The text in force on a day, whether or not the law ended later; None before the first."""
        begun = [text for text in self.texts if text.effective is None or text.effective <= day]
        return begun[-1] if begun else None

    def moved(self, article: str, day: date) -> Articles | None:
        """Where an article of a text before that of `day` stands in the latter; None: in none of them.

        Empty: it was dropped.
        """
        texts = [text for text in self.texts if text.effective is None or text.effective <= day]
        for at in range(len(texts) - 1, -1, -1):
            if article in texts[at].renumbered:
                return _followed(texts[at].renumbered[article], texts[at + 1 :])
        return None

    def later(self, article: str, day: date) -> tuple[LawText, Articles] | None:
        """The next text after `day` if it has an article, with the articles that this came from."""
        ahead = [text for text in self.texts if text.effective is not None and text.effective > day]
        if not ahead:
            return None
        sources = tuple(old for old, new in ahead[0].renumbered.items() if article in new)
        return (ahead[0], sources) if sources or article in ahead[0].articles else None


def _followed(articles: Articles, texts: list[LawText]) -> Articles:
    """Articles through the texts that came after; one of whose map says nothing was dropped."""
    for text in texts:
        if text.renumbered:
            found = (new for old in articles for new in text.renumbered.get(old, ()))
            articles = tuple(dict.fromkeys(found))
    return articles
