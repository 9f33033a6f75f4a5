from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class EndAtTheLimit(FileUploadHandler):
    """Keeps no more of a file than is accepted (and one byte, so that it is seen to be too large).

    It stands before the handlers that store; what it swallows costs neither memory nor disk.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.left = settings.UPLOAD_MEGABYTES * 1_000_000 + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.left <= 0:
            return None
        kept, self.left = raw_data[: self.left], self.left - len(raw_data)
        return kept

    def file_complete(self, file_size: int) -> None:
        return None
