"""One line per event: time, level, logger, constant message, then the facts given in `extra`."""

import logging

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request"}


class FactsFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        facts = " ".join(f"{key}={value!r}" for key, value in vars(record).items() if key not in _STANDARD)
        message = (
            record.getMessage().replace("\r", "\\r").replace("\n", "\\n")
        )  # one event is one line, whatever is in it
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {message} {facts}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line
