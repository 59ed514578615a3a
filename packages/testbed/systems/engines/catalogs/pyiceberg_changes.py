"""Changes tables of a catalog with PyIceberg.

stdin:  {"catalog": "jdbc", "properties": {…}, "tables": {"created": ["schema", "table"], …}}
stdout: {"created": {"rows": 7}, "vectors": {"error": "…"}, …}: rows as PyIceberg then counts them.
"""
import datetime
import json
import sys
import warnings

import pyarrow as pa
from pyiceberg.catalog import load_catalog
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import MonthTransform
from pyiceberg.types import DateType, LongType, NestedField, StringType

warnings.filterwarnings("ignore")
SCHEMA = Schema(
    NestedField(1, "id", LongType(), required=True),
    NestedField(2, "city", StringType(), doc="Where"),
    NestedField(3, "ordered_on", DateType()),
    identifier_field_ids=[1],
)
MONTHS = PartitionSpec(PartitionField(3, 1000, MonthTransform(), "ordered_on_month"))
ARROW = pa.schema([pa.field("id", pa.int64(), nullable=False), pa.field("city", pa.string()), pa.field("ordered_on", pa.date32())])


def rows(*values):
    return pa.Table.from_pylist(
        [{"id": id, "city": city, "ordered_on": day and datetime.date.fromisoformat(day)} for id, city, day in values], schema=ARROW
    )


FIRST = rows((1, "Bern", "2026-11-01"), (2, "Thun", "2026-11-01"), (3, None, "2026-11-02"), (4, "Chur", "2026-12-24"))
SECOND = rows((5, "Visp", "2026-11-02"), (6, "Brig", None), (7, "Biel", "2026-11-01"))


def filled(create, version=2):
    table = create(version)
    table.append(FIRST)
    table.append(SECOND)
    return table


def created(create):
    return filled(create, 1)


def changed(create):
    table = filled(create)
    table.overwrite(rows((2, "Basel", "2026-11-01")), overwrite_filter="id = 2")
    table.delete("id in (3, 5)")
    table.upsert(rows((1, "Genf", "2026-11-01"), (9, "Sion", "2026-10-31")))
    return table


def branched(create):
    table = filled(create)
    snapshot = table.current_snapshot().snapshot_id
    table.manage_snapshots().create_tag(snapshot, "v1", max_ref_age_ms=2_592_000_000).create_branch(
        snapshot, "audit", max_ref_age_ms=8_640_000_000, max_snapshot_age_ms=604_800_000, min_snapshots_to_keep=5
    ).commit()
    table.append(rows((8, "Olten", "2026-11-03")), branch="audit")
    table.append(rows((9, "Sion", "2026-11-04")))
    return table


def optimised(create):
    table = filled(create)
    table.maintenance.compact()
    return table


def vectors(create):
    return filled(create, 3)


CHANGES = {change.__name__: change for change in (created, changed, branched, optimised, vectors)}

task = json.load(sys.stdin)
catalog = load_catalog(task["catalog"], **task["properties"])


def run(change, identifier):
    def create(version):
        return catalog.create_table(tuple(identifier), SCHEMA, partition_spec=MONTHS, properties={"format-version": str(version)})

    try:
        CHANGES[change](create)
        return {"rows": catalog.load_table(tuple(identifier)).scan().to_arrow().num_rows}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


json.dump({change: run(change, identifier) for change, identifier in task["tables"].items()}, sys.stdout)
