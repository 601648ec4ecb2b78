import pytest

from site_builder.check import problems_of, read_page

GOOD = (
    '<!doctype html><html lang="id"><head><title>A</title><link rel="alternate" hreflang="en" href="en/"></head>'
    '<body><h1 id="atas">A</h1>{}</body></html>'
)
ENGLISH = (
    '<!doctype html><html lang="en"><head><title>A</title><link rel="alternate" hreflang="id" href="../"></head>'
    '<body><h1 id="top">A</h1></body></html>'
)


def problems(body: str = "", page: str = GOOD, base: str = "/") -> list[str]:
    """Check a site of two pages and a style sheet, of which the Indonesian one holds `body`."""
    pages = [read_page("index.html", page.format(body)), read_page("en/index.html", ENGLISH)]
    return problems_of(pages, {"index.html", "en/index.html", "style.css"}, ("id", "en"), base)


@pytest.mark.parametrize(
    "body",
    [
        '<a href="en/">x</a><a href="en/#top">x</a><a href="#atas">x</a><a href="style.css?v=1">x</a>',
        '<a href="https://data.example/open?x=1">x</a>',
        '<img src="style.css" alt="">',
        '<svg aria-hidden="true"></svg><svg><title>a</title><desc>b</desc><path d="M0 0"/></svg>',
    ],
)
def test_a_good_page_has_no_problem(body: str) -> None:
    """Links to pages, anchors, files and outside, and named or decorative pictures, are all right."""
    assert problems(body) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<a href="unit/">x</a>', "the link 'unit/' leads nowhere"),
        ('<a href="en">x</a>', "the link 'en' leads nowhere"),
        ('<a href="en/#atas">x</a>', "does not have"),
        ('<a href="../x">x</a>', "leads nowhere"),
        ('<a href="javascript:alert(1)">x</a>', "is no place of the site and no web address"),
        ('<a href="//evil.example/">x</a>', "is no place of the site and no web address"),
        ('<img src="style.css">', "a picture (img) has no text"),
        ("<svg><title>a</title></svg>", "a picture (svg) has no text"),
        ("<svg></svg>", "a picture (svg) has no text"),
        ('<p id="atas"></p>', "the id 'atas' occurs 2 times"),
        ("<h1>B</h1>", "it has 2 main headings instead of one"),
    ],
)
def test_a_fault_is_found(body: str, problem: str) -> None:
    """Each fault is told in one sentence with the page it is on."""
    (found,) = problems(body)
    assert found.startswith("index.html: ")
    assert problem in found


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<title>A</title>", "", "it has no title"),
        ('lang="id"', "", "its language '' is not one of id, en"),
        (
            '<link rel="alternate" hreflang="en" href="en/">',
            "",
            "index.html: it does not name its page in 'en'",
        ),
    ],
)
def test_a_missing_part_is_found(old: str, new: str, problem: str) -> None:
    """Title, language and the page in the other language must be there."""
    assert any(problem in found for found in problems(page=GOOD.replace(old, new)))


def test_same_titles_are_found_within_a_language() -> None:
    """Two pages of one language with the same title are told; the same title in two languages is fine."""
    pages = [read_page("index.html", GOOD), read_page("x/index.html", GOOD.replace("en/", "../en/"))]
    found = problems_of(pages, {"index.html", "x/index.html", "en/index.html"}, ("id", "en"), "/")
    assert found == ["index.html, x/index.html: they have the same title 'A'"]


def test_links_that_leave_the_folder_of_the_site_are_found() -> None:
    """A site served under a folder may not link above it."""
    (found,) = problems('<a href="/">x</a>', base="/kepuasan/")
    assert "leaves the site" in found
    assert problems('<a href="/kepuasan/en/">x</a>', base="/kepuasan/") == []
