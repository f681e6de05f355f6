"""Ctrl-C and SIGTERM at moments that must be whole: the start of a worker, and the making of outputs.

An exception out of nowhere is not only a traceback. Where C code asks Python for the next line of an outline,
it is thrown away, and the outline lacks the line.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import FrameType


@contextmanager
def held_back() -> Iterator[None]:
    """What is pressed meanwhile is raised as KeyboardInterrupt at the end; pressed again, at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed = 0

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed += 1
        if pressed > 1:
            raise KeyboardInterrupt

    before = {number: signal.signal(number, press) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if pressed:
        raise KeyboardInterrupt


@contextmanager
def masked() -> Iterator[None]:
    """What is pressed meanwhile is heard afterwards, and never by a process that is started meanwhile.

    A worker that is cut off in its start prints a traceback; it ends with its parent. Windows has no mask.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # else the first worker's start does it, and takes the mask off
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
