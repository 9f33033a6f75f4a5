"""How the files of a form are received: no more than is accepted, and on our own ground."""

import tempfile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler


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


class UntilItIsWhole(TemporaryFileUploadHandler):
    """Larger files wait on the disk in our own folder, where what a crash leaves is swept (sweeping.py)."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = _Waiting(self.file_name, self.content_type, 0, self.charset, self.content_type_extra)


class _Waiting(TemporaryUploadedFile):
    def __init__(self, name: Any, content_type: Any, size: int, charset: Any, extra: Any) -> None:
        folder = settings.DATA / "uploads"
        folder.mkdir(mode=0o700, exist_ok=True)
        file = tempfile.NamedTemporaryFile(suffix=".upload", dir=folder)  # noqa: SIM115 - it is deleted when closed
        UploadedFile.__init__(self, file, name, content_type, size, charset, extra)
