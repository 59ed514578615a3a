"""Reads every table of a SQLite catalog with PyIceberg and says what it sees, as JSON.

stdin:  {"name": "retail", "uri": "sqlite:////…/catalog.db"}
stdout: {"silver.orders": {"schema": […], "snapshots": […], "rows": 123, "files": […], …}, …}
64-bit ids are strings.
"""
import json
import sys

from pyiceberg.catalog import load_catalog


def text(value):
    return None if value is None else str(value)


def fields_of(schema):
    return [
        {"id": field.field_id, "name": field.name, "type": str(field.field_type), "required": field.required}
        for field in schema.fields
    ]


def live_files(table):
    """Not inspect.files(): in PyIceberg 0.12 that fails on a table with a uuid column ("ArrowNotImplementedError: extension")."""
    snapshot = table.current_snapshot()
    if snapshot is None:
        return []
    return [
        entry.data_file
        for manifest in snapshot.manifests(table.io)
        for entry in manifest.fetch_manifest_entry(table.io, discard_deleted=True)
    ]


def describe(table):
    metadata = table.metadata
    files = live_files(table)
    rows = table.scan().to_arrow().num_rows if metadata.current_snapshot_id is not None else 0
    return {
        "formatVersion": metadata.format_version,
        "tableUuid": str(metadata.table_uuid),
        "schema": fields_of(table.schema()),
        "schemas": len(metadata.schemas),
        "partitionSpec": [
            {"source": table.schema().find_column_name(field.source_id), "transform": str(field.transform), "name": field.name}
            for field in table.spec().fields
        ],
        "snapshots": [
            {
                "id": str(snapshot.snapshot_id),
                "parent": text(snapshot.parent_snapshot_id),
                "timestampMs": snapshot.timestamp_ms,
                "operation": snapshot.summary.operation.value if snapshot.summary else None,
            }
            for snapshot in metadata.snapshots
        ],
        "refs": {name: {"type": ref.snapshot_ref_type.value, "snapshotId": str(ref.snapshot_id)} for name, ref in metadata.refs.items()},
        "currentSnapshotId": text(metadata.current_snapshot_id),
        "rows": rows,
        "files": sorted(
            [
                {"content": int(file.content), "path": file.file_path, "records": file.record_count, "bytes": file.file_size_in_bytes}
                for file in files
            ],
            key=lambda file: file["path"],
        ),
    }


def main():
    request = json.load(sys.stdin)
    catalog = load_catalog(request["name"], type="sql", uri=request["uri"], init_catalog_tables="false")
    answer = {}
    for namespace in catalog.list_namespaces():
        for identifier in catalog.list_tables(namespace):
            answer[".".join(identifier)] = describe(catalog.load_table(identifier))
    json.dump(answer, sys.stdout)


main()
