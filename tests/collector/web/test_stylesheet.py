"""The style inside the pages."""

from collector.web.stylesheet import load_stylesheet, minified


def test_minified_keeps_meaning() -> None:
    """Comments and needless space go; the space of a selector or a shorthand stays."""
    css = "/* a\n note */\na , b { margin : 0 }\n.o :focus { border: 1px  solid ; }\n"

    assert minified(css) == "a,b{margin :0}.o :focus{border:1px solid}"


def test_stylesheet_cannot_close_its_tag() -> None:
    """The style is written into the page unescaped, so it must hold no markup."""
    assert "<" not in load_stylesheet().whole
