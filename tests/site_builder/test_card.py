import pytest
from showcase import PAYLOAD, BuiltSite


@pytest.mark.parametrize(
    ("agency", "said"),
    [
        ("biasa", "Dinas Biasa 75,00 dari 100 · mutu C Triwulan III 2024, dari 40 isian"),
        ("sementara", "Dinas Sementara 91,48 dari 100 · sementara Triwulan III 2024, dari 29 isian"),
        ("sedikit", "Dinas Sedikit Triwulan III 2024. Baru sedikit isian (kurang dari 10)"),
        ("kosong", "Dinas Kosong Belum ada isian untuk Dinas Kosong."),
        ("satu-unsur", "Triwulan III 2024, dari 33 isian belum dapat dihitung"),
    ],
)
def test_card_says_the_newest_number(site: BuiltSite, agency: str, said: str) -> None:
    """A card shows what the agency's page shows, or why there is no number."""
    assert said in site.words(f"unit/{agency}/kartu.html")


def test_cards_are_small_and_run_nothing(site: BuiltSite, simulated: BuiltSite) -> None:
    """Below 10 KB each, without script, and with nothing loaded beside them."""
    for one in (site, simulated):
        for path in one.folder.rglob("kartu.html"):
            text = path.read_text(encoding="utf-8")
            assert len(text.encode()) <= 10_000
            assert not any(word in text for word in ("<script", "stylesheet", "<img", " src=", "@import", "url("))
    assert PAYLOAD not in site.text("unit/jahat/kartu.html")


def test_pages_link_the_card_and_what_else_can_be_carried_away(site: BuiltSite) -> None:
    """An agency's page links its card, badge and feed; without an address there is no code to embed."""
    html = site.text("unit/biasa/index.html")
    for place in ("kartu.html", "lencana.svg", "lencana.json", "umpan.xml"):
        assert f'href="{place}"' in html
    assert "iframe" not in html
    assert "Bagikan dan ikuti" not in site.words("layanan/besar/index.html")


def test_pages_offer_code_where_the_site_knows_its_address(simulated: BuiltSite) -> None:
    """The code names the card in full, in the language of the page."""
    words = simulated.words("en/unit/biasa/index.html")
    assert '<iframe src="https://kota.example/kepuasan/en/unit/biasa/kartu.html" title="Score card of' in words
