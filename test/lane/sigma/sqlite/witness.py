"""The witness pySigma on SQLite: pySigma's SQLite backend converts a rule, and SQLite runs the query over rows.

Owns: the table and the query. Text columns ignore the case of A-Z (COLLATE NOCASE), which the backend expects of a
table; REGEXP, which SQLite leaves to the program, is Python's re.search. Must not: know trailc, or judge a verdict.

Input, a line each: {"rule": Sigma YAML, "columns": [{"name", "isNumber"}], "rows": [[value, ...], ...]}.
Output, a line each: {"verdicts": "10?...", "query": SQL} or {"error": "..."}; "?" is a row that SQLite cannot hold.
"""

import functools
import json
import re
import sqlite3
import sys

from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection

ROW = "row of the job"


@functools.lru_cache(maxsize=4096)
def compiled(pattern):
    return re.compile(pattern)


def regexp(pattern, text):
    return text is not None and compiled(pattern).search(str(text)) is not None


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def insert(db, width, row):
    """Whether SQLite can hold the row: half of a surrogate pair is no UTF-8."""
    try:
        db.execute(f"INSERT INTO logs VALUES ({', '.join('?' * width)})", row)
        return True
    except UnicodeEncodeError:
        return False


def answer(job):
    queries = sqliteBackend().convert(SigmaCollection.from_yaml(job["rule"]))
    if len(queries) != 1:
        return {"error": f"{len(queries)} queries, not one"}
    db = sqlite3.connect(":memory:")
    db.create_function("REGEXP", 2, regexp, deterministic=True)
    types = [
        f"{quoted(column['name'])} {'NUMERIC' if column['isNumber'] else 'TEXT'} COLLATE NOCASE"
        for column in job["columns"]
    ]
    db.execute(f"CREATE TABLE logs ({', '.join([quoted(ROW) + ' INTEGER', *types])})")
    rows = job["rows"]
    held = [insert(db, len(types) + 1, [at, *row]) for at, row in enumerate(rows)]
    cursor = db.execute(queries[0])
    at = [column[0] for column in cursor.description].index(ROW)
    found = {row[at] for row in cursor}
    signs = "".join("?" if not held[row] else "01"[row in found] for row in range(len(rows)))
    return {"verdicts": signs, "query": queries[0]}


for line in sys.stdin:
    try:
        said = answer(json.loads(line))
    except Exception as error:
        said = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(said), flush=False)
