"""Take the pictures of the README: ``python docs/screenshots.py FORM_ADDRESS AGENCY_ADDRESS`` beside a demo."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent / "images"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SHOTS = {"form.png": (360, 780), "agency.png": (1100, 1200)}


def main(addresses: list[str]) -> None:
    """Write docs/images/form.png and docs/images/agency.png."""
    if len(addresses) != len(SHOTS):
        sys.exit("Name the address of a form and that of an agency's page; `make demo` prints both.")
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for address, (name, (width, height)) in zip(addresses, SHOTS.items(), strict=True):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(address)
            page.screenshot(path=IMAGES / name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
