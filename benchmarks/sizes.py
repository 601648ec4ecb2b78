"""Weight of what a phone loads: the form with its style, and everything with script and worker, gzipped.

Measured under long names and with the demo's banner, in both languages, as the tests do. Bars: 4 KB and 8 KB.
"""

import re
import sys
import tempfile
from pathlib import Path

from measuring.bars import Bars

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import factories

from collector.settings import CollectorSettings
from collector.web.app import create_app

AGENCY = "Dinas Pekerjaan Umum, Penataan Ruang, Perumahan dan Kawasan Permukiman"
SERVICE = "Rekomendasi Izin Pemanfaatan Ruang dan Persetujuan Bangunan Gedung (PBG) Rumah Tinggal"


def main() -> None:
    """Measure and say which bars are met."""
    bars = Bars()
    agencies, services = list(factories.AGENCIES), list(factories.SERVICES)
    agencies[1] = ("dinas", "", "opd", AGENCY, AGENCY, "")
    services[1] = ("dinas", "ktp", SERVICE, SERVICE, "gratis", "")
    region = factories.REGION.replace("simulated = false", "simulated = true")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = factories.new_store(folder, region, agencies=agencies, services=services)
        client = create_app(CollectorSettings(instance=folder / "instance"), store).test_client()
        for language in ("id", "en"):
            address = f"/l/ab2cd?lang={language}"
            (script,) = re.findall(r'src="(/s/[^"]+)"', client.get(address).text)
            sizes = [len(client.get(one, headers={"Accept-Encoding": "gzip"}).data)
                     for one in (address, script, "/sw.js")]  # fmt: skip
            bars.at_most(f"form with style ({language})", sizes[0], 4096, " B")
            bars.at_most(f"everything with script and worker ({language})", sum(sizes), 8192, " B")
        store.close()
    bars.finish()


if __name__ == "__main__":
    main()
