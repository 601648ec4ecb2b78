"""Walk the main job with the installed package, in a folder of its own with a space in its name."""

import json
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import kotak_saran

KOTAKSARAN = Path(sys.executable).with_name("kotaksaran")
UNSUR = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan"]
PAGES = (
    ("unit/disdukcapil/index.html", "75,00", "DATA SIMULASI"),
    ("en/unit/disdukcapil/index.html", "75.00", "SIMULATED DATA"),
)
REGION = {
    "region.toml": """\
code = "kota-uji"
kind = "kota"
name.id = "Kota Uji"
name.en = "Test City"
publisher.id = "Bagian Organisasi"
publisher.en = "Organisation Section"
timezone = "Asia/Jakarta"
period_kind = "tahunan"
default_survey = "skm-2017"
simulated = true
licence = "CC-BY-4.0"
""",
    "agencies.csv": "code,parent,kind,name_id,name_en,note\ndisdukcapil,,opd,Dinas Uji,Test Office,\n",
    "services.csv": "agency,code,name_id,name_en,tariff,note\ndisdukcapil,ktp,KTP,Identity card,gratis,\n",
    "counters.csv": "code,service,name_id,name_en,survey\nk7m2p,ktp,Loket 1,Counter 1,\n",
    "visitors.csv": "service,start,end,served\nktp,2025-01-01,2025-12-31,400\n",
}


def run(*arguments: str | Path, code: int = 0) -> str:
    """Run kotaksaran, expect its exit code and return what it prints."""
    done = subprocess.run([KOTAKSARAN, *arguments], capture_output=True, text=True, check=False)
    told = f"kotaksaran {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stdout}{done.stderr}"
    expect("Traceback" not in told, told)
    expect(done.returncode == code, told)
    return done.stdout


def expect(holds: object, told: str) -> None:
    """Stop with what was found if it is not what it should be."""
    if not holds:
        sys.exit(f"Smoke test failed: {told}")


def answers(folder: Path, name: str, value: int, rows: int) -> Path:
    """Write a spreadsheet in which everybody gives the same answer to everything."""
    lines = [",".join(["visited_on", "service_code", *UNSUR])]
    lines += [",".join(["2025-03-04", "ktp", *[str(value)] * len(UNSUR)])] * rows
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def check_ikm(folder: Path) -> None:
    """Expect 100.00 A of all answers 4, 75.00 C of all 3, 25.00 D of all 1; a 5 is refused."""
    for value, index, grade in ((4, "100.00", "A"), (3, "75.00", "C"), (1, "25.00", "D")):
        found = json.loads(run("ikm", answers(folder, f"all {value}.csv", value, 30), "--json"))
        expect((found["index"], found["grade"], found["n"]) == (index, grade, 30), str(found))
    run("ikm", answers(folder, "all 5.csv", 5, 30), code=1)


def check_way(folder: Path) -> None:
    """Expect 75.00, sementara (SKM16), of twelve answers of 3 in a year; importing twice changes nothing."""
    region = folder / "region kota"
    region.mkdir()
    for name, text in REGION.items():
        (region / name).write_text(text, "utf-8")
    places = ("--instance", folder / "private place", "--output", folder / "public place")
    run(*places, "region", "load", region)
    spreadsheet = answers(folder, "twelve answers.csv", 3, 12)
    importing = ("import", spreadsheet, "--survey", "skm-2017", "--unit", "disdukcapil")
    run(*importing, *places)
    run(*importing, *places)
    run("publish", *places)
    run("build", "--strict", *places)
    check_output(folder / "public place")


def check_output(output: Path) -> None:
    """Find the same in the JSON, the open file and the pages."""
    site = output / "site"
    periods = json.loads((site / "api/v1/agencies/disdukcapil.json").read_text("utf-8"))["periods"]
    found = [(p["year"], p["n"], p["index"], p["grade"], p["status"]) for p in periods]
    expect(found == [(2025, 12, "75.00", None, "sementara")], str(found))
    connection = sqlite3.connect(f"file:{output / 'open.db'}?mode=ro", uri=True)
    rows = connection.execute("SELECT count(*) FROM response_skm_2017").fetchone()
    connection.close()
    expect(rows == (12,), f"{rows} answers in open.db")
    for page, number, mark in PAGES:
        text = (site / page).read_text("utf-8")
        expect(number in text and mark in text, f"{page} lacks {number} or {mark}")


def main() -> None:
    """Walk the way and say that it held."""
    expect(Path(sys.prefix) in Path(kotak_saran.__file__).parents, f"tested {kotak_saran.__file__}")
    expect("definitions" in run("--help"), "--help lists no commands")
    run("definitions", "check")
    with tempfile.TemporaryDirectory(prefix="kotak saran smoke ") as name:
        folder = Path(name)
        check_ikm(folder)
        check_way(folder)
        run("demo", "--no-serve", "--instance", folder / "demo in", "--output", folder / "demo out")
        expect((folder / "demo out/site/index.html").is_file(), "the demo built no site")
    print("The installed package does its work.")


if __name__ == "__main__":
    main()
