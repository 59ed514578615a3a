"""Writes a table by PyIceberg through its JDBC catalog ("sql").

stdin:  {"name": "lake", "properties": {…}, "namespace": "shop", "table": "orders", "appends": 2}
stdout: ["…", …]: ids of the snapshots that the table then has
"""
import json
import sys

import pyarrow as pa
from pyiceberg.catalog import load_catalog

task = json.load(sys.stdin)
catalog = load_catalog(task["name"], **task["properties"])
catalog.create_namespace_if_not_exists(task["namespace"])
rows = pa.table({"id": pa.array([1, 2], pa.int64()), "city": ["Bern", "Thun"]})
table = catalog.create_table_if_not_exists((task["namespace"], task["table"]), schema=rows.schema)
for _ in range(task["appends"]):
    table.append(rows)
json.dump([str(snapshot.snapshot_id) for snapshot in table.metadata.snapshots], sys.stdout)
