"""The built wheel carries its data, and needs nothing but its core dependencies to start."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the declared backend in this environment."""
    pytest.importorskip(
        "hatchling", reason="building a wheel offline needs hatchling: pip install --group dev"
    )
    folder = tmp_path_factory.mktemp("wheel")
    code = f"import hatchling.build as b; print(b.build_wheel({str(folder)!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.split()[-1]


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src"
    wanted = {
        p.relative_to(package).as_posix()
        for p in package.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts and p.suffix != ".pyc"
    }
    assert wanted - inside == set()
    assert "wirecopy/py.typed" in inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)
    assert any(name.endswith("licenses/NOTICE") for name in inside)


def test_the_wheel_starts_on_its_own(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import wirecopy\n"
        f"assert wirecopy.__file__.startswith({str(tmp_path)!r}), wirecopy.__file__\n"
        "from wirecopy.lexicon.frequency import zipf\n"
        "assert zipf('harbour') > 0\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def declared() -> list[str]:
    """The core dependencies and those of extras, as pyproject.toml has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return [*project["dependencies"], *(dependency for extra in extras for dependency in extra)]


def test_dependencies_are_bounded() -> None:
    assert [dependency for dependency in declared() if "<" not in dependency] == []


def test_everything_imported_is_declared() -> None:
    packages = metadata.packages_distributions()
    names = {re.split(r"[<>=\[]", dependency)[0].lower().replace("_", "-") for dependency in declared()}
    strangers = {}
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                modules = [node.module or ""]
            else:
                continue
            for module in modules:
                root = module.partition(".")[0]
                owners = {owner.lower().replace("_", "-") for owner in packages.get(root, [root])}
                if root not in sys.stdlib_module_names and root != "wirecopy" and not owners & names:
                    strangers[path.relative_to(ROOT).as_posix()] = root
    assert strangers == {}
