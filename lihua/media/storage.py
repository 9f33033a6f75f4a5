"""Where files lie. Everything asks `files` by exact key; nothing is ever found, or deleted, by the beginning of one."""

import os
import secrets
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class FolderStorage(FileSystemStorage):
    """A folder in which a file is either whole or not there: written beside, flushed to the disk, then renamed."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name  # keys are random; the same key is the same file, made again

    def _save(self, name: str, content: "File[Any] | IO[Any]") -> str:
        target = self.path(name)
        folder = os.path.dirname(target)
        os.makedirs(folder, exist_ok=True)
        beside = os.path.join(folder, f".{secrets.token_hex(8)}.part")
        try:
            with open(beside, "xb") as file:
                for chunk in content.chunks() if isinstance(content, File) else iter(lambda: content.read(65536), b""):
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(beside, 0o640)
            os.replace(beside, target)
        except BaseException:
            if os.path.exists(beside):
                os.unlink(beside)
            raise
        _flush_folder(folder)
        return name


def _flush_folder(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
