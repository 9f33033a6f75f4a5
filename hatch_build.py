"""Build hook: compile the interface's message catalogues (.po -> .mo), so that nobody needs gettext installed."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileMessages(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root) / "lihua" / "locale")


def compile_catalogues(locale: Path) -> None:
    for po in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=po.parent.parent.name))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent / "lihua" / "locale")
