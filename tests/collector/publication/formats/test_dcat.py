"""DCAT-AP 3, checked against the shapes in tests/data/dcat_ap_shapes.ttl."""

import json
import re
from pathlib import Path

import pytest
from factories import REGION, SECRET, new_store
from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS, RDF

from collector.publication.release import publish
from survey_definitions.loader import load_surveys

SHAPES = Path(__file__).parents[3] / "data" / "dcat_ap_shapes.ttl"


def _graph(document: str) -> Graph:
    return Graph().parse(data=document, format="json-ld", base="https://s.example/dcat.jsonld")


def _conforms(graph: Graph) -> tuple[bool, str]:
    conforms, _, text = validate(graph, shacl_graph=Graph().parse(SHAPES), inference="none")
    return bool(conforms), str(text)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_dcat_meets_the_profile(release: Path) -> None:
    """Catalogue, dataset, publisher and every file have what DCAT-AP 3 demands, in the types it demands."""
    graph = _graph((release / "dcat.jsonld").read_text("utf-8"))
    assert (True, "Validation Report\nConforms: True\n") == _conforms(graph)
    urls = {str(url) for url in graph.objects(None, DCAT.downloadURL)}
    assert {"https://s.example/open.db", "https://s.example/data/agency.csv.gz"} <= urls
    package = json.loads((release / "datapackage.json").read_text("utf-8"))
    assert len(package["resources"]) == len(set(graph.subjects(RDF.type, DCAT.Distribution)))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    "wrong",
    [
        ('"dct:title"', '"dct:alternative"'),
        ('"dcat:accessURL"', '"dcat:landingPage"'),
        ('"foaf:name"', '"foaf:nick"'),
        ('"xsd:nonNegativeInteger"', '"xsd:string"'),
        ('"xsd:date"', '"xsd:string"'),
        ('"dct:MediaType"', '"dct:Frequency"'),
    ],
)
def test_shapes_refuse_what_the_profile_refuses(release: Path, wrong: tuple[str, str]) -> None:
    """The shapes see a missing title, address and name, and values of another type."""
    assert not _conforms(_graph((release / "dcat.jsonld").read_text("utf-8").replace(*wrong)))[0]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_descriptions_claim_no_unknown_licence(release: Path, tmp_path: Path) -> None:
    """A known licence stands beside every file; where it is unknown no description names one."""
    known = _graph((release / "dcat.jsonld").read_text("utf-8"))
    files = set(known.subjects(RDF.type, DCAT.Distribution))
    assert files == set(known.subjects(DCTERMS.license, None))
    store = new_store(tmp_path, region=REGION.replace("CC-BY-4.0", "unknown"))
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET)
    for name in ("dcat.jsonld", "dataset.jsonld", "csv-metadata.json", "datapackage.json"):
        text = (tmp_path / "out" / "current" / name).read_text("utf-8")
        assert not re.search(r'"(dct?:)?licen[sc]es?":|creativecommons', text), name
    assert _conforms(_graph((tmp_path / "out" / "current" / "dcat.jsonld").read_text("utf-8")))[0]
