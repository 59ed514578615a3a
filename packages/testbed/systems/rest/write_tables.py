"""Writes tables by PyIceberg into an Iceberg REST catalog.

Input: {"uri", "properties", "tables": [{"identifier": [...], "snapshots": n}], "namespaces": [{"levels": [...], "properties": {}}]}.
Output: {"<levels and name as JSON>": {"metadata_location", "current_snapshot_id", "snapshots", "uuid"}}, ids as text.
"""

import json
import sys

import pyarrow as pa
from pyiceberg.catalog import load_catalog
from pyiceberg.exceptions import NamespaceAlreadyExistsError


def main():
    task = json.load(sys.stdin)
    catalog = load_catalog(
        "testbed", type="rest", uri=task["uri"], **task["properties"]
    )
    for namespace in task.get("namespaces", []):
        try:
            catalog.create_namespace(
                tuple(namespace["levels"]), namespace.get("properties", {})
            )
        except NamespaceAlreadyExistsError:
            pass
    written = {}
    for table in task.get("tables", []):
        identifier = tuple(table["identifier"])
        created = catalog.create_table(
            identifier,
            schema=pa.schema([("id", pa.int64()), ("city", pa.string())]),
        )
        for number in range(table["snapshots"]):
            created.append(
                pa.table({"id": [number, number + 1], "city": ["Bern", "Thun"]})
            )
        current = catalog.load_table(identifier)
        snapshot = current.current_snapshot()
        written[json.dumps(identifier, separators=(",", ":"), ensure_ascii=False)] = {
            "metadata_location": current.metadata_location,
            "current_snapshot_id": snapshot and str(snapshot.snapshot_id),
            "snapshots": [str(s.snapshot_id) for s in current.metadata.snapshots],
            "uuid": str(current.metadata.table_uuid),
        }
    for identifier in task.get("drop", []):
        catalog.drop_table(tuple(identifier))
    json.dump(written, sys.stdout)


main()
