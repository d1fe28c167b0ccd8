"""What one paper may cost; the values come from config.yaml."""

from pydantic import Field

from tracker.model import Value


class Limits(Value):
    """Bounds for reading one paper. What goes beyond one of them is refused by name; nothing is read in part."""

    megabytes: int = Field(default=50, ge=1)  # size of the file, and of everything that a container unpacks to
    pages: int = Field(default=2000, ge=1)
    seconds: int = Field(default=60, ge=1)  # wall time in the PDF worker
    memory_megabytes: int = Field(default=1024, ge=128)  # address space of the PDF worker
    characters: int = Field(default=5_000_000, ge=1000)  # length of the reading text

    @property
    def bytes(self) -> int:
        """The size limit in bytes (a megabyte is 1 048 576 of them)."""
        return self.megabytes * 2**20
