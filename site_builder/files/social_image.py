"""The picture by which links to an agency, or to the site, are shown elsewhere."""

from collections.abc import Iterator
from functools import partial

from site_builder import addresses
from site_builder.charts.bands import bands_of
from site_builder.files.registry import File, Made, files
from site_builder.interface import Language, load_languages
from site_builder.interface.numbers import count_text
from site_builder.interface.periods import period_text
from site_builder.link_picture import Picture, draw
from site_builder.pages.newest import newest_of
from site_builder.results import settled
from site_builder.site import Site


@files("social_image")
def social_images(site: Site) -> Iterator[File]:
    """Yield one picture for each agency and one for all other pages, in each language."""
    for language in load_languages():
        yield _file(language, addresses.IMAGE, _of_region(site, language))
        for code in site.data.agencies:
            yield _file(language, addresses.unit_image(code), _of_unit(site, code, language))


def _file(language: Language, path: str, picture: Picture) -> File:
    return File(place=f"{language.prefix}{path}", content=Made(data=repr(picture), make=partial(draw, picture)))


def _of_region(site: Site, language: Language) -> Picture:
    region = language.data(site.meta.name)
    return Picture(
        head=language("site.name"),
        name=language("home.title", region=region),
        value="",
        value_note="",
        line=period_text(site.latest, language) if site.latest else "",
        foot=language("image.region"),
        simulated=language("site.simulated") if site.meta.simulated else "",
    )


def _of_unit(site: Site, code: str, language: Language) -> Picture:
    newest = newest_of(site, code, language)
    results = settled(site.results.of(code))
    result = results[-1] if results else None
    shown = result is not None and result.index is not None
    line = ""
    if result is not None and result.n is not None:
        n = count_text(result.n, language)
        line = language("image.from", period=period_text(result.period, language), n=n)
    low, high = result.survey.limits if result else (0, 1)
    return Picture(
        head=f"{language('site.name')} {language.data(site.meta.name)}",
        name=site.names(language).agencies[code],
        value=newest.index or newest.remark,
        value_note=_note(newest.letter, newest.remark, language) if newest.index else "",
        line=line,
        foot=language("image.region"),
        simulated=language("site.simulated") if site.meta.simulated else "",
        bands=tuple(
            (band.css, band.letter, (band.low - low) / (high - low), (band.high - low) / (high - low))
            for band in (bands_of(result.survey) if result and shown else ())
        ),
        place=(float(result.index) - low) / (high - low) if result and result.index is not None else None,
    )


def _note(letter: str, remark: str, language: Language) -> str:
    of = language("unit.of_100")
    return f"{of} · {language('card.grade', letter=letter)}" if letter else f"{of} · {remark}"
