"""Opens the finder's own nets, each once a process, on one core."""

from __future__ import annotations

import functools
import logging
import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

_LOG = logging.getLogger(__name__)


@functools.cache
def opened(model: Path) -> Any:  # noqa: ANN401 - foreign objects without types
    """The opened model; None with a word in the log where that fails."""
    if find_spec("onnxruntime") is None:
        _LOG.warning("%s net not used: onnxruntime is not installed", model.stem)
        return None
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # 7 MB of every process that finds pages, for no time saved
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(os.fspath(model), options, providers=["CPUExecutionProvider"])
    except Exception:  # any fault of a foreign library leaves the classical finder
        _LOG.warning("%s net not used: %s cannot be opened", model.stem, model.name, exc_info=True)
        return None
    wanted = session.get_inputs()[0]
    shape = [side if isinstance(side, int) else 1 for side in wanted.shape]
    session.run(None, {wanted.name: np.zeros(shape, np.float32)})
    return session
