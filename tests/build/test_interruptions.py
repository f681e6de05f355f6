"""Ctrl-C waits for what is being made: an exception in the midst of it may be lost, and spoil it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from listgen.build.executors import Serial, in_chunks
from listgen.build.interruptions import held_back, masked
from listgen.build.writers import WRITERS
from tests.build.test_executors import assets, job

STOPS = [signal.SIGINT, signal.SIGTERM]


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """What Python does by itself, whatever the tests run in."""
    before = {number: signal.signal(number, signal.default_int_handler) for number in STOPS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("stop", STOPS)
def test_it_comes_at_the_end(stop: signal.Signals) -> None:
    went_on = False
    with pytest.raises(KeyboardInterrupt), held_back():
        os.kill(os.getpid(), stop)
        went_on = True
    assert went_on
    assert signal.getsignal(stop) is signal.default_int_handler


def test_pressed_again_it_comes_at_once() -> None:
    went_on = False
    with pytest.raises(KeyboardInterrupt), held_back():
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        went_on = True
    assert not went_on


def test_in_a_thread_nothing_is_held_back() -> None:
    """Only the main thread hears signals, and may say who does."""
    done: list[int] = []

    def work() -> None:
        with held_back():
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


def test_one_process_makes_a_chunk_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    def write(values: object, assets: object) -> bytes:
        os.kill(os.getpid(), signal.SIGINT) if not made else None
        made.append(values)
        return b""

    monkeypatch.setitem(WRITERS, "qr-svg", write)
    with pytest.raises(KeyboardInterrupt):
        list(Serial(assets()).run(in_chunks([job(1), job(2), job(3)])))
    assert len(made) == 3


def test_a_mask_stays_on_where_the_first_worker_is_started() -> None:
    """multiprocessing unblocks both when it starts its tracker."""
    from multiprocessing import resource_tracker

    with masked():
        resource_tracker.ensure_running()
        assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) >= set(STOPS)
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, ()) & set(STOPS)
