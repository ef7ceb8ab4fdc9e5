"""Regenerate mkdocs_praxis/vendors/data/third-party-names.json from the npm package third-party-web (MIT).

npm pack third-party-web && tar xzf third-party-web-*.tgz
python scripts/update_third_party_names.py package
"""

import json
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "mkdocs_praxis" / "vendors" / "data" / "third-party-names.json"


def main(package: Path) -> None:
    """Write names and hosts, nothing else, in a stable order."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    entities = json.loads((package / "dist" / "entities-nostats.json").read_text(encoding="utf-8"))
    names = {
        e["name"]: sorted(host.removeprefix("*.") for host in e["domains"])
        for e in sorted(entities, key=lambda e: e["name"].lower())
    }
    data = {"source": f"third-party-web {version} (npm), MIT, © Patrick Hulce", "names": names}
    TARGET.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(names)} names, {sum(map(len, names.values()))} hosts")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
