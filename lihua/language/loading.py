"""`python -m lihua.language.loading`: bring the dictionary in, in a process that gives its memory back (150 MB)."""

import signal
import sys
from types import FrameType

import django


def main() -> None:
    signal.signal(signal.SIGTERM, _stop)
    try:
        django.setup()
        from lihua.language import dictionaries

        dictionaries.load_cedict(is_patient=True)
    except KeyboardInterrupt:  # what was half in is out again
        sys.exit(1)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
