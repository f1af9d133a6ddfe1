"""Compare measures with their floors, and raise the floors when the figures rise.

`floors.json` holds, for every measure, which way is better, the goal, and the floor that must not be lost.
A floor is lowered only by hand on purpose: `--allow-lower REASON`, and the reason stays in the file.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from quality.measure import Measure

FLOORS = Path(__file__).with_name("floors.json")
_DIGITS = 3  # floors are kept, and figures compared, to a thousandth
_HALF_STEP = 0.0005


@dataclasses.dataclass(frozen=True)
class Floor:
    """What one measure has to reach."""

    better: str
    goal: float
    floor: float
    reason: str = ""

    def worse(self, got: float, than: float) -> bool:
        """Whether a figure is worse than another, beyond rounding."""
        return got < than - _HALF_STEP if self.better == "higher" else got > than + _HALF_STEP


def load(path: Path = FLOORS) -> dict[str, Floor]:
    """The floors by name of the measure."""
    return {name: Floor(**row) for name, row in json.loads(path.read_text(encoding="utf-8")).items()}


def save(floors: Mapping[str, Floor], path: Path = FLOORS) -> None:
    """Write the floors, one measure a line, in order of name."""
    rows = []
    for name, floor in sorted(floors.items()):
        row = {key: value for key, value in dataclasses.asdict(floor).items() if value != ""}
        rows.append(f" {json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}")
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


def table(measures: Sequence[Measure], floors: Mapping[str, Floor]) -> tuple[list[str], bool]:
    """The comparison as lines of text, and whether every measure holds its floor."""
    lines = [f"{'measure':40} {'goal':>8} {'floor':>8} {'got':>8}"]
    held = True
    for measure in measures:
        floor = floors.get(measure.name)
        if floor is None:
            lines.append(f"{measure.name:40} {'-':>8} {'-':>8} {measure.got:8.3f}  has no floor")
            held = False
            continue
        below = floor.worse(measure.got, floor.floor)
        short = floor.worse(measure.got, floor.goal)
        held = held and not below
        verdict = "BELOW THE FLOOR" if below else "short of the goal" if short else ""
        lines.append(
            f"{measure.name:40} {floor.goal:8.3f} {floor.floor:8.3f} {measure.got:8.3f}  {verdict}".rstrip()
        )
        if short or below:
            lines += [f"    {detail}" for detail in measure.details]
    return lines, held


def raised(
    measures: Sequence[Measure], floors: Mapping[str, Floor], lower_because: str | None = None
) -> tuple[dict[str, Floor], list[str]]:
    """The floors moved to the present figures, and the measures that refuse because they would sink.

    Args:
        measures: the present figures.
        floors: the present floors.
        lower_because: the reason for which floors may sink, kept in the file; None refuses.
    """
    moved, refused = dict(floors), []
    for measure in measures:
        got = round(measure.got, _DIGITS)
        old = floors.get(measure.name)
        if old is None:
            refused.append(f"{measure.name}: not in floors.json; say there which way is better, and the goal")
        elif not old.worse(got, old.floor):
            moved[measure.name] = dataclasses.replace(old, floor=got)
        elif lower_because:
            moved[measure.name] = dataclasses.replace(old, floor=got, reason=lower_because)
        else:
            refused.append(
                f"{measure.name}: {got} is worse than the floor {old.floor}; give --allow-lower REASON"
            )
    return moved, refused
