"""What recognising embeds costs: on pages without any, and on pages with some.

python benchmarks/bench_replace.py
"""

import statistics
import time
from collections.abc import Callable

from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.replace.links import mark_links
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.web.contact import OwnSite

OPTIONS = Options(
    own=OwnSite("https://praxis.example/"), page_url="https://praxis.example/seite/", language="de"
)
PARAGRAPH = '<p>Unsere Praxis liegt im Erdgeschoss. <a href="/kontakt/">Kontakt</a> und <a href="https://www.kbv.de/">KBV</a>.</p>\n'
PLAIN = "<!doctype html><html><head><title>Praxis</title></head><body>" + PARAGRAPH * 180 + "</body></html>"
EMBED = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Rundgang"></iframe>\n'
WITH = PLAIN.replace("</body>", EMBED + "</body>")
LINKED = PLAIN.replace("</body>", '<p><a href="https://www.youtube.com/@praxis">Kanal</a></p></body>')


def median_ms(work: Callable[[], object], times: int = 60) -> float:
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent) * 1000


def main() -> None:
    start = time.process_time()
    everyone = catalogue()
    print(f"catalogue of {len(everyone)} vendors loaded in {(time.process_time() - start) * 1000:.1f} ms")
    print(f"pages of {len(PLAIN) / 1024:.0f} KiB, processor time, median of 60, ms")
    for kind, page in (("nothing", PLAIN), ("a plain link to a vendor", LINKED), ("one embed", WITH)):
        print(f"  {kind}: {median_ms(lambda page=page: replace(page, OPTIONS)):.2f}")
    print(f"  marking links: {median_ms(lambda: mark_links(PLAIN, OPTIONS)):.2f}")


if __name__ == "__main__":
    main()
