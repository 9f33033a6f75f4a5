class WorkIdConverter:
    """An id as it stands in an address: what does not fit into 64 bits is no address of ours."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
