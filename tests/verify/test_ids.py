"""The check digit, against the published example and every single error."""

import pytest

from listgen.verify.ids import digits_agree


@pytest.mark.parametrize(
    ("digits", "agree"), [("5724", True), ("5727", False), ("001733", True), ("0", True)]
)
def test_examples(digits: str, agree: bool) -> None:
    assert digits_agree(digits) is agree


def test_every_single_error_and_swap_is_found() -> None:
    for number in range(0, 100_000, 997):
        stem = f"{number:05d}"
        [good] = [stem + str(check) for check in range(10) if digits_agree(stem + str(check))]
        wrong = {good[:i] + str(d) + good[i + 1 :] for i in range(6) for d in range(10)}
        wrong |= {good[:i] + good[i + 1] + good[i] + good[i + 2 :] for i in range(5)}
        assert not any(digits_agree(other) for other in wrong - {good})
