import hashlib

from showcase import BuiltSite


def test_build_json_tells_inputs_and_versions_and_no_time(site: BuiltSite) -> None:
    """Whoever has the same inputs and versions can make the same site; when it was made is nobody's business."""
    document = site.json("build.json")
    digest = hashlib.sha256(site.database.read_bytes()).hexdigest()
    assert document["inputs"] == {"data/open.db": f"sha256:{digest}"}
    assert {"jinja2", "kotak-saran", "matplotlib", "pillow", "typst"} <= document["versions"].keys()
    assert list(document) == ["made_by", "release", "simulated", "inputs", "code", "versions"]
