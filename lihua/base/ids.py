"""64-bit ids: milliseconds since 1970 in the upper 48 bits, 16 bits below to tell one millisecond's ids apart.

One generator for all tables, so that an id names one thing in the whole village, sorts by time, and fits the
client API as a string. Within a process ids only grow; two processes differ by a random start in each millisecond.
"""

import secrets
import threading
import time
from datetime import UTC, datetime

_LOW_BITS = 16
_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """The next id for something that happens now."""
    global _last
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last >> _LOW_BITS:
            # Half the range is left to count upwards in this millisecond.
            _last = (now << _LOW_BITS) | secrets.randbelow(1 << (_LOW_BITS - 1))
        else:
            _last += 1
        return _last


def id_at(moment: datetime, salt: int | None = None) -> int:
    """An id for something that happened at `moment` (imports); `salt` in 0..65535 makes it reproducible."""
    low = secrets.randbelow(1 << _LOW_BITS) if salt is None else salt % (1 << _LOW_BITS)
    return (int(moment.timestamp() * 1000) << _LOW_BITS) | low


def moment_of(identifier: int) -> datetime:
    return datetime.fromtimestamp((identifier >> _LOW_BITS) / 1000, tz=UTC)
