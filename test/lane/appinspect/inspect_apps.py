"""Runs `splunk-appinspect inspect` on many apps in one process, since half of a run is its imports.

Owns: calling the command's own entry point, and one line of JSON an answer. Must not: judge what it says.
A line of standard input is {"app": path, "tags": [tag, ...]}; the answer is {"summary": {...}, "checks": [...]} with the
checks that found something, or {"failed": reason}.
"""

import contextlib
import functools
import inspect as introspection
import io
import json
import os
import sys
import tempfile

import pylibmagic  # Before AppInspect: it tells python-magic where its libmagic is.
from splunk_appinspect.main import validate

# AppInspect asks for the call stack to learn the names of files; without their source lines that takes half the time.
introspection.stack = functools.partial(introspection.stack, 0)


def inspect(question, folder):
    out = os.path.join(folder, "out.json")
    if os.path.exists(out):
        os.remove(out)
    arguments = [question["app"], "--mode", "precert", "--data-format", "json", "--output-file", out]
    # Otherwise every run asks the network for a newer list of trusted libraries.
    arguments += ["--skip-trusted-libraries-update", "--max-messages", "all"]
    for tag in question["tags"]:
        arguments += ["--included-tags", tag]
    said = io.StringIO()
    code = None
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            validate.main(arguments)
        except SystemExit as ended:
            code = ended.code
    if not os.path.exists(out):
        return {"failed": "it ended with %s and no report: %s" % (code, said.getvalue()[-500:])}
    with open(out, encoding="utf-8") as file:
        report = json.load(file)
    checks = [
        {
            "name": check["name"],
            "result": check["result"],
            "messages": [message["message"] for message in check["messages"]],
        }
        for one in report["reports"]
        for group in one["groups"]
        for check in group["checks"]
        if check["result"] not in ("success", "not_applicable", "skipped")
    ]
    return {"summary": report["summary"], "checks": checks}


assert pylibmagic


def main():
    # All of them first: the command ends with exit(), which closes the standard input.
    questions = [json.loads(line) for line in sys.stdin]
    # Apps are unpacked into temporary folders; below this one they go when it does.
    with tempfile.TemporaryDirectory(prefix="trailc-appinspect-") as folder:
        tempfile.tempdir = folder
        for question in questions:
            print(json.dumps(inspect(question, folder)), flush=True)


main()
