"""Make the minified guards of `mkdocs_praxis/harden` from their readable sources: `python scripts/guard.py TERSER`.

TERSER is the path of that program (npm install terser). A test holds the digest of the sources in each result.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "mkdocs_praxis" / "harden"
MARK = "//WORKERS\n"


def main(terser: str) -> None:
    """Write guard.min.js, and guard_workers.min.js for pages that start workers."""
    base = (FOLDER / "guard.js").read_text(encoding="utf-8")
    workers = (FOLDER / "guard_workers.js").read_text(encoding="utf-8")
    digest = hashlib.sha256((base + workers).encode()).hexdigest()[:16]
    for name, text in (("guard", base), ("guard_workers", base.replace(MARK, workers))):
        done = subprocess.run(
            [terser, "--compress", "passes=3,unsafe_arrows=true,toplevel=true", "--mangle", "toplevel=true", "--ecma", "2020"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )  # fmt: skip
        small = done.stdout.strip().rstrip(";")
        (FOLDER / f"{name}.min.js").write_text(f"/*praxis {digest}*/{small}\n", encoding="utf-8")
        print(name, len(small))


if __name__ == "__main__":
    main(sys.argv[1])
