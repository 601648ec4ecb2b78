"""The follow-up register, "Anda bilang, kami lakukan": what is overdue stands first and never goes away (SKM24)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter

from site_builder import addresses
from site_builder.follow_ups import FollowUp, Stage, in_order
from site_builder.interface import Language
from site_builder.interface.numbers import count_text
from site_builder.pages.promises import PromiseView, promise_view, stage_text
from site_builder.pages.registry import Content, Page, page
from site_builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class StageGroup:
    """The promises of one stage; `css` is its anchor."""

    css: str
    name: str
    promises: tuple[PromiseView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """What the register shows; `units` are those with promises, by name, `table` all rows in Datasette."""

    sentence: str
    groups: tuple[StageGroup, ...]
    units: tuple[tuple[str, str], ...]
    table: str


@page("follow_up")
def follow_up_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the one register."""
    yield Page(path=addresses.FOLLOW_UP, content=partial(_content, site, language))


def _content(site: Site, language: Language) -> Content:
    promises = in_order(site.follow_ups or ())
    worded = [(one.stage, promise_view(site, one, language)) for one in promises]
    units = {one.agency: one.unit.text for _, one in worded}
    return Content(
        template="follow_up.html",
        title=language("follow_up.title"),
        description=language("follow_up.description", region=language.data(site.meta.name)),
        view=RegisterView(
            sentence=_sentence(site, promises, language),
            groups=tuple(
                StageGroup(
                    css=stage.name.lower(),
                    name=stage_text(stage, language),
                    promises=tuple(one for _, one in some),
                )
                for stage, some in groupby(worded, key=itemgetter(0))
            ),
            units=tuple(sorted(units.items(), key=lambda unit: unit[1].casefold())),
            table=addresses.follow_ups_in_datasette(site.meta.data_url),
        ),
    )


def _sentence(site: Site, promises: tuple[FollowUp, ...], language: Language) -> str:
    if site.follow_ups is None:
        return language("follow_up.no_register")
    if not promises:
        return language("follow_up.none")
    counted = {stage: sum(one.stage is stage for one in promises) for stage in Stage}
    return language(
        "follow_up.sentence",
        total=count_text(len(promises), language),
        overdue=count_text(counted[Stage.OVERDUE], language),
        done=count_text(counted[Stage.DONE], language),
    )
