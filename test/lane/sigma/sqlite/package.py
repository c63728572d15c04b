"""What pySigma makes of the files of a package: python package.py.

Owns: rules with filters and a pipeline as SQLite's backend converts them, and archives as Python reads them. Must not:
know trailc.

Input, a line each: {"documents": YAML, "pipeline": YAML or null} or {"zip": base64}. Output, a line each: {"queries":
[SQL, ...], "filters": N}, {"members": {name: SHA-256}} or {"error": "..."}.
"""

import base64
import hashlib
import io
import json
import sys
import zipfile

from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.processing.pipeline import ProcessingPipeline


def converted(documents, pipeline):
    given = None if pipeline is None else ProcessingPipeline.from_yaml(pipeline)
    collection = SigmaCollection.from_yaml(documents)
    return {"queries": sqliteBackend(given).convert(collection), "filters": len(collection.filters)}


def unpacked(archive):
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(archive))) as opened:
        broken = opened.testzip()
        if broken is not None:
            return {"error": f"{broken} is damaged"}
        names = opened.namelist()
        return {"members": {name: hashlib.sha256(opened.read(name)).hexdigest() for name in names}}


def answer(job):
    if "zip" in job:
        return unpacked(job["zip"])
    return converted(job["documents"], job["pipeline"])


for line in sys.stdin:
    try:
        said = answer(json.loads(line))
    except Exception as error:
        said = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(said))
