from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lihua.language.engines import packs
from lihua.language.tests.index_server import IndexServer
from lihua.language.tests.tiny_pack import make_pack


@pytest.fixture(scope="session")
def tiny_packs(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The file of a tiny real pack: `tiny_packs("zh", "en")`."""
    folder = tmp_path_factory.mktemp("tiny")
    made: dict[tuple[str, str], Path] = {}

    def tiny(source: str = "zh", target: str = "en") -> Path:
        if (source, target) not in made:
            made[source, target] = make_pack(folder / f"{source}_{target}.argosmodel", source=source, target=target)
        return made[source, target]

    return tiny


@pytest.fixture
def data(tmp_path: Path, settings: object) -> Iterator[Path]:
    """A data folder without packs."""
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    yield tmp_path
    packs.forget_models()


@pytest.fixture
def index() -> Iterator[IndexServer]:
    server = IndexServer()
    yield server
    server.close()
