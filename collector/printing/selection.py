"""What the registers say about the counters and units that sheets are printed for."""

from collections.abc import Mapping, Sequence

from collector.codes import normalise
from collector.errors import CollectorRefusedError
from collector.printing.addresses import form_address, public_address
from collector.printing.posters import PrintedCounter
from collector.registers.files.agencies import Agency
from collector.registers.files.services import Service
from collector.storage.records import CounterEntry
from collector.storage.registers import loaded_region, read_agencies, read_counters, read_services
from collector.storage.sqlite_store import SqliteStore
from survey_definitions.model import Survey


def printed_counters(
    store: SqliteStore,
    surveys: Mapping[str, Survey],
    *,
    form_url: str,
    site_url: str = "",
    codes: Sequence[str] = (),
    unit: str | None = None,
) -> list[PrintedCounter]:
    """Return the counters to print for, by unit, service and name; retired ones are left out.

    Parameters
    ----------
    form_url, site_url
        Public addresses of form and site; what can't be printed as the form's is refused, as the site's left out.
    codes, unit
        Only the counters with these codes, only those of this unit; all where neither is given.

    Raises
    ------
    CollectorRefusedError
        If no region is loaded, a code or the unit is not known or retired, or nothing is left.
    """
    region, form = loaded_region(store), form_address(form_url)
    entries = read_counters(store)
    _check_codes(codes, entries)
    if unit is not None:
        active_unit(store, unit)
    wanted = {normalise(code) for code in codes}
    chosen = [
        entry
        for entry in entries
        if not entry.retired and (not wanted or entry.code in wanted) and unit in (None, entry.agency)
    ]
    if not chosen:
        raise CollectorRefusedError(_nothing_left(codes, unit))
    results = public_address(site_url)
    return [
        PrintedCounter(entry=entry, region=region, survey=surveys[entry.survey], form=form, results_url=results)
        for entry in chosen
    ]


def active_unit(store: SqliteStore, code: str) -> tuple[Agency, list[Service]]:
    """Return a unit and its services, retired ones left out; refuse a unit that is not known or retired."""
    found = {agency.code: (agency, retired) for agency, retired in read_agencies(store)}
    if code not in found:
        raise CollectorRefusedError(
            f"--unit: '{code}' is not known in this region. Its units stand in agencies.csv."
        )
    agency, retired = found[code]
    if retired:
        raise CollectorRefusedError(f"--unit: '{code}' ({agency.name.id}) is retired; nothing is printed for it.")
    return agency, [service for service, gone in read_services(store) if service.agency == code and not gone]


def _check_codes(codes: Sequence[str], entries: Sequence[CounterEntry]) -> None:
    known = {entry.code: entry for entry in entries}
    for code in codes:
        entry = known.get(normalise(code))
        if entry is None:
            raise CollectorRefusedError(
                f"The counter '{code}' is not known in this region. Its counters stand in counters.csv."
            )
        if entry.retired:
            raise CollectorRefusedError(
                f"The counter '{code}' ({entry.name.id}) is retired; nothing is printed for it."
            )


def _nothing_left(codes: Sequence[str], unit: str | None) -> str:
    if unit is None:
        return "This region has no counter. Add them to counters.csv and load the region again."
    if codes:
        return f"None of the counters {', '.join(codes)} belongs to '{unit}'. Leave out --counter or --unit."
    return f"'{unit}' has no counter. Add one to counters.csv and load the region again."
