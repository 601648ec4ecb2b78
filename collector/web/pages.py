"""Pages: the form, blank or with what was written, and the short messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request, url_for

from collector.storage.records import CounterEntry
from collector.web.desk import desk
from collector.web.forms import AnswerForm
from collector.web.interface import DEFAULT_LANGUAGE, Interface
from collector.web.openings import COUNTER, KEEPING, KIOSK, BlankForm
from collector.web.prepared import Envelope
from collector.web.proof import Claim
from collector.web.visits import asked_here, region, speech
from survey_definitions.model import Survey

TEMPLATES = {COUNTER: "form.html", KIOSK: "kiosk.html"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a message page leads next."""

    address: str
    text: str


def place() -> str:
    """Return where this request's form stands: ``counter`` on a phone, ``kiosk`` on the office's own tablet."""
    return KIOSK if request.blueprint == KIOSK else COUNTER


def form_page(
    counter: CounterEntry,
    survey: Survey,
    form: AnswerForm,
    envelope: Envelope,
    errors: Sequence[tuple[str, str]] = (),
) -> str:
    """Render a form with what was written so far and, as (field, message), what is wrong with it."""
    return render_template(
        TEMPLATES[place()],
        action=send_address(counter.code),
        counter=counter,
        errors=errors,
        form=form,
        envelope=envelope,
        survey=survey,
        total=len(survey.counted),
    )


def send_address(loket: str) -> str:
    """Return where the form of a counter is sent to, in the language of the request.

    It differs from the page's own address: browsers drop a page from their cache once something was sent to its
    address, and going back would then show a new page with a new id, and the same visit would count twice.
    """
    return url_for(f"{place()}.send", loket=loket, kirim=1, **language_argument(speech()))


def blank_page(counter: CounterEntry) -> Response:
    """Answer with a blank form of `counter`; it is prepared at its first use for all that follow."""
    form = BlankForm(place=place(), counter=counter, region=region(), language=speech().language)

    def render(envelope: Envelope) -> str:
        survey = asked_here(counter.survey)
        return form_page(counter, survey, desk().form_class(survey, speech())(), envelope)

    claim = Claim(token=request.args.get("t", ""), code=request.args.get("k", ""))
    page = desk().prepared.get(form, render).filled(form.envelope(desk(), claim))
    form.count(desk(), request.method, request.headers.get("Sec-Purpose", ""))
    return Response(page, mimetype="text/html", headers={"Cache-Control": KEEPING[form.place]})


def message_page(key: str, status: int, link: Link | None = None, **values: str) -> Response:
    """Answer with a short page: the texts ``title``, ``body`` and ``again`` of the interface's table `key`."""
    say = speech()
    paragraphs = [say(f"{key}.body", **values), say(f"{key}.again", **values)]
    page = render_template("message.html", title=say(f"{key}.title"), paragraphs=paragraphs, link=link)
    return Response(page, status)


def retired_page(counter: CounterEntry) -> Response:
    """Say that a counter is no longer in use: its code is printed somewhere and never ends in nothing."""
    language = speech().language
    names = {"counter": counter.name[language], "agency": counter.agency_name[language]}
    return message_page("retired", 200, site_link("retired.link"), **names)


def site_address(path: str = "") -> str:
    """Return the address of a page of the public site in the language of the request; empty without a site."""
    site = desk().settings.site_url
    folder = "" if speech().language == DEFAULT_LANGUAGE else f"{speech().language}/"
    return f"{site}/{folder}{path}" if site else ""


def site_link(text: str) -> Link | None:
    """Lead to the public site, if there is one; `text` is a key of the interface."""
    address = site_address()
    return Link(address=address, text=speech()(text)) if address else None


def language_argument(say: Interface) -> dict[str, Any]:
    """Return the argument that keeps an address in a language; addresses in the default one are plain."""
    return {} if say.language == DEFAULT_LANGUAGE else {"lang": say.language}
