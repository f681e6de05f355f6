"""axe-core on the page that is open."""

from __future__ import annotations

from functools import cache

from playwright.sync_api import Page

from tests.judges.programs import package

_RUN = """async () => {
  const result = await axe.run(document, {rules: {'target-size': {enabled: true}}});
  const told = (rule, node) => `${rule.id}: ${node.target}: ${node.html}`;
  return {
    told: result.violations.flatMap(rule => rule.nodes.map(node => told(rule, node))),
    passed: result.passes.map(rule => rule.id),
  };
}"""


@cache
def _source() -> str:
    return (package("axe-core") / "axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """What axe-core has against the page, as rule: place: HTML; best practice and sizes of targets included.

    The source is evaluated: the page's security policy would refuse a script of a stranger.
    """
    page.evaluate(_source())
    result = page.evaluate(_RUN)
    assert {"color-contrast", "region", "target-size"} <= {*result["passed"], *_rules(result["told"])}
    return list(result["told"])


def _rules(told: list[str]) -> set[str]:
    return {each.partition(":")[0] for each in told}
