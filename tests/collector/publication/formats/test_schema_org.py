"""schema.org's Dataset, as search engines read it."""

import json
from pathlib import Path


def test_dataset_has_what_search_engines_ask_for(release: Path) -> None:
    """Name, a description of 50 to 5000 characters, licence, creator, time, files with address and type."""
    dataset = json.loads((release / "dataset.jsonld").read_text("utf-8"))
    assert ("https://schema.org/", "Dataset") == (dataset["@context"], dataset["@type"])
    assert 50 <= len(dataset["description"]) <= 5000
    assert "https://creativecommons.org/licenses/by/4.0/" == dataset["license"]
    assert "Bagian Organisasi Kota Uji" == dataset["creator"]["name"]
    assert "2024-01-01/2024-03-31" == dataset["temporalCoverage"]
    assert 9 == len(dataset["variableMeasured"])
    for download in dataset["distribution"]:
        assert (release / download["contentUrl"]).is_file()
        assert "/" in download["encodingFormat"]
