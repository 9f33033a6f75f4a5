"""The settings of the test suite: a folder of its own, mail in memory, a queue in memory, quick passwords."""

import atexit
import os
import shutil
import tempfile

if "LIHUA_DATA" not in os.environ:
    os.environ["LIHUA_DATA"] = tempfile.mkdtemp(prefix="lihua-test-")
    atexit.register(shutil.rmtree, os.environ["LIHUA_DATA"], ignore_errors=True)
os.environ.setdefault("LIHUA_MAIL_URL", "memory:")
os.environ["LIHUA_TESTING"] = "yes"

from lihua.config.settings import *  # noqa: F403
from lihua.config.settings import STATIC_ROOT

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
