"""Writes tables with PyIceberg into a store, for a folder without a catalog: the SQLite catalog that it needs is thrown away.

stdin:  {"uri": "sqlite:////…/catalog.db", "warehouse": "s3://lake/wh", "properties": {"s3.endpoint": "…"}}
stdout: {"sales.orders": {"rows": 250, "snapshots": ["…"], "metadata": "s3://…"}, …}
"""
import json
import sys

import pyarrow as pa
from pyiceberg.catalog import load_catalog
from pyiceberg.io.pyarrow import PyArrowFileIO


def read_accounts_in_locations():
    """abfss://container@account… is what engines write. PyIceberg with Arrow takes all of it for the name of the container."""
    original = PyArrowFileIO.parse_location

    def parse_location(location, *rest, **named):
        scheme, netloc, path = original(location, *rest, **named)
        return scheme, netloc, path.replace(netloc, netloc.split("@")[0], 1) if "@" in netloc else path

    PyArrowFileIO.parse_location = staticmethod(parse_location)


def main():
    read_accounts_in_locations()
    request = json.load(sys.stdin)
    catalog = load_catalog(
        "folder",
        type="sql",
        uri=request["uri"],
        warehouse=request["warehouse"],
        **{"py-io-impl": "pyiceberg.io.pyarrow.PyArrowFileIO"},
        **request["properties"],
    )
    answer = {}
    for namespace, name, rounds in [("sales", "orders", 3), ("sales.eu", "customers", 1), ("sales", "empty", 0)]:
        catalog.create_namespace_if_not_exists(namespace)
        location = "/".join([request["warehouse"], *namespace.split("."), name])
        schema = pa.schema([pa.field("id", pa.int64()), pa.field("note", pa.string())])
        table = catalog.create_table(f"{namespace}.{name}", schema=schema, location=location)
        for number in range(rounds):
            ids = range(number * 100, number * 100 + 100)
            table.append(pa.Table.from_pylist([{"id": i, "note": f"note {i}"} for i in ids], schema=schema))
        if rounds > 1:
            table.delete("id < 50")
        answer[f"{namespace}.{name}"] = {
            "rows": table.scan().to_arrow().num_rows,
            "snapshots": [str(snapshot.snapshot_id) for snapshot in table.metadata.snapshots],
            "metadata": table.metadata_location,
            "files": len(list(table.scan().plan_files())),
        }
    json.dump(answer, sys.stdout)


main()
