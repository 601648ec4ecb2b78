"""Pages of plain text: privacy, about, glossary, accessibility."""

import pytest
from showcase import BuiltSite

from site_builder.interface import Language, load_languages
from site_builder.open_data import read_open_data
from site_builder.pages import accessibility
from site_builder.pages.accessibility import accessibility_page, read_results
from site_builder.site import Site

LANGUAGES = load_languages()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_chapter_and_term_is_on_the_page(site: BuiltSite, language: Language) -> None:
    """Headings and texts pair up, placeholders are filled in, terms stand in alphabetical order."""
    for name, place in (("privacy", "privasi"), ("about", "tentang")):
        words = site.words(f"{language.prefix}{place}/index.html")
        assert len(language.each(f"{name}.headings")) == len(language.each(f"{name}.texts"))
        assert all(heading in words for heading in language.each(f"{name}.headings"))
        assert "{" not in words
    glossary = site.page(f"{language.prefix}istilah/index.html")
    terms = [element.text or "" for element in glossary.iter("dt")]
    assert terms == sorted(language.each("glossary.terms"), key=str.casefold)
    assert len(language.each("glossary.meanings")) == len(terms)


def test_privacy_names_the_limit_of_this_release(site: BuiltSite) -> None:
    """From how many answers numbers appear is that of the release (PUB02)."""
    assert "baru tampil mulai 10 isian" in site.words("privasi/index.html")
    assert "Bagian Organisasi" in site.words("tentang/index.html")


def test_site_that_was_not_tested_says_so(site: BuiltSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without results there is no claim."""
    monkeypatch.setattr(accessibility, "RESULTS", "none.json")
    assert read_results() is None
    (page,) = accessibility_page(Site(read_open_data(site.database)), LANGUAGES[0])
    assert "belum diuji" in repr(page.content().view)
