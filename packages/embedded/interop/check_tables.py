"""Reads every table of an embedded lakehouse with PyIceberg and prints what it sees as JSON, one table a line.

Usage: check_tables.py DIRECTORY CATALOG_NAME

Needs: pip install "pyiceberg[sql-sqlite,pyarrow,pyiceberg-core]"
"""

import json
import sys

from pyiceberg.catalog import load_catalog


def tables_of(catalog, namespace=()):
    for child in catalog.list_namespaces(namespace):
        yield from catalog.list_tables(child)
        yield from tables_of(catalog, child)


def describe(table):
    metadata = table.metadata
    snapshot = table.current_snapshot()
    tasks = list(table.scan().plan_files()) if snapshot else []
    return {
        "formatVersion": metadata.format_version,
        "uuid": str(metadata.table_uuid),
        "schema": [[field.field_id, field.name, str(field.field_type), field.required] for field in table.schema().fields],
        "snapshots": [str(entry.snapshot_id) for entry in metadata.snapshots],
        "currentSnapshotId": str(snapshot.snapshot_id) if snapshot else None,
        "refs": sorted(metadata.refs),
        "dataFiles": sorted(task.file.file_path for task in tasks),
        "deleteFiles": sorted({delete.file_path for task in tasks for delete in task.delete_files}),
        "recordsInFiles": sum(task.file.record_count for task in tasks),
        "rows": table.scan().to_arrow().num_rows if snapshot else 0,
    }


def main(directory, name):
    catalog = load_catalog(name, type="sql", uri=f"sqlite:///{directory}/catalog.db", warehouse=f"file://{directory}/warehouse")
    for identifier in sorted(tables_of(catalog)):
        print(json.dumps({"table": ".".join(identifier), **describe(catalog.load_table(identifier))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
