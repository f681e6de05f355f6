"""Dask as it is used here: only for one build, without its pages, statistics and log lines.

Every process of a cluster calls `load` first. What a PC has set for Dask of its own does not count.
"""

from __future__ import annotations

import logging
import warnings
from types import ModuleType

from listgen.build.errors import Refused

DEATHS = 3  # workers that a chunk may take with it; with the next it is given back
_LOUD = ("distributed", "tornado", "asyncio")
_SETTINGS: dict[str, object] = {
    "distributed.scheduler.allowed-failures": DEATHS,
    "distributed.scheduler.worker-ttl": "60s",  # a PC that lost its power says nothing
    "distributed.scheduler.http.routes": [],
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.worker.http.routes": [],
    **{f"distributed.nanny.pre-spawn-environ.DASK_LOGGING__{name.upper()}": "critical" for name in _LOUD},
    "distributed.worker.profile.enabled": False,
    "distributed.comm.timeouts.connect": "8s",
    "distributed.diagnostics.nvml": False,
    "distributed.admin.tick.interval": "1s",  # Dask looks 50 times a second whether it is on time
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.system-monitor.disk": False,
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.admin.large-graph-warning-threshold": "1GB",  # a chunk's values travel in its task
}


def load() -> ModuleType:
    """The library, set up and quiet: a process here says in one line of its own what is wrong.

    Raises Refused `cluster-not-installed`.
    """
    try:
        import dask
        import distributed
    except ImportError as missing:
        raise Refused("cluster-not-installed") from missing
    dask.config.refresh(paths=[], env={})
    dask.config.set(_SETTINGS)
    for name in (*_LOUD, *logging.root.manager.loggerDict):  # some of Dask's have levels of their own
        if name.partition(".")[0] in _LOUD:
            logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module="distributed")
    return distributed
