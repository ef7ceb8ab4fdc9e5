"""Turns a JSON report of `praxis check` into the outputs of the GitHub action (action.yml)."""

import json
import sys
from pathlib import Path

told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
reports = told if isinstance(told, list) else [told]
print(f"passed={str(all(report['passed'] for report in reports)).lower()}")
print(f"errors={sum(report['counts']['error'] for report in reports)}")
print(f"warnings={sum(report['counts']['warning'] for report in reports)}")
