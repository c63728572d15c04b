"""Whether pySigma converts rules: python convert.py splunk|sqlite.

Owns: telling a refusal, which pySigma names as one, from a crash; a rule that it cannot read is a crash. Must not: know
trailc.

Input, a line each: {"rule": Sigma YAML}. Output, a line each: {"queries": N}, {"refused": "..."} or {"crash": "..."}.
"""

import json
import sys

from sigma.collection import SigmaCollection
from sigma.exceptions import SigmaFeatureNotSupportedByBackendError


def backend(name):
    if name == "splunk":
        from sigma.backends.splunk import SplunkBackend

        return SplunkBackend()
    from sigma.backends.sqlite import sqliteBackend

    return sqliteBackend()


def answer(rule, name):
    try:
        return {"queries": len(backend(name).convert(SigmaCollection.from_yaml(rule)))}
    except (SigmaFeatureNotSupportedByBackendError, NotImplementedError) as error:
        return {"refused": f"{type(error).__name__}: {error}"}
    except Exception as error:
        return {"crash": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)["rule"], sys.argv[1])))
