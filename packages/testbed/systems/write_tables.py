"""Writes tables with PyIceberg into a SQLite catalog that the embedded lakehouse made.

stdin:  {"name": "retail", "uri": "sqlite:////…/catalog.db", "warehouse": "file:///…", "namespace": "pyiceberg"}
stdout: {"orders": rows, …}
"""
import datetime
import json
import sys

import pyarrow as pa
from pyiceberg.catalog import load_catalog
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import BucketTransform, DayTransform
from pyiceberg.types import (
    DecimalType,
    ListType,
    LongType,
    MapType,
    NestedField,
    StringType,
    StructType,
    TimestamptzType,
)

NESTED = Schema(
    NestedField(1, "order_id", LongType(), required=True, doc="Given by the shop"),
    NestedField(2, "ordered_at", TimestamptzType()),
    NestedField(3, "total", DecimalType(12, 2)),
    NestedField(4, "address", StructType(NestedField(5, "city", StringType()), NestedField(6, "postcode", StringType()))),
    NestedField(7, "tags", ListType(8, StringType(), element_required=False)),
    NestedField(9, "attributes", MapType(10, StringType(), 11, StringType(), value_required=False)),
)


def rows(first, count):
    import decimal

    day = datetime.datetime(2026, 11, 1, tzinfo=datetime.timezone.utc)
    return [
        {
            "order_id": number,
            "ordered_at": day + datetime.timedelta(hours=number),
            "total": decimal.Decimal(number * 100 + 99) / 100,
            "address": {"city": f"city {number % 7}", "postcode": None if number % 5 == 0 else f"{number:05d}"},
            "tags": [f"tag{number % 3}"],
            "attributes": [("channel", "web" if number % 2 else "store")],
        }
        for number in range(first, first + count)
    ]


def main():
    request = json.load(sys.stdin)
    namespace = request["namespace"]
    catalog = load_catalog(
        request["name"], type="sql", uri=request["uri"], warehouse=request["warehouse"], init_catalog_tables="false"
    )
    catalog.create_namespace_if_not_exists(namespace)
    answer = {}

    spec = PartitionSpec(
        PartitionField(source_id=2, field_id=1000, transform=DayTransform(), name="ordered_at_day"),
        PartitionField(source_id=1, field_id=1001, transform=BucketTransform(4), name="order_id_bucket"),
    )
    nested = catalog.create_table(f"{namespace}.nested", schema=NESTED, partition_spec=spec)
    arrow = nested.schema().as_arrow()
    nested.append(pa.Table.from_pylist(rows(0, 100), schema=arrow))
    nested.append(pa.Table.from_pylist(rows(100, 100), schema=arrow))
    nested.delete("order_id < 10")
    with nested.update_schema() as update:
        update.add_column("channel", StringType())
        update.rename_column("total", "gross")
    nested.manage_snapshots().create_tag(nested.current_snapshot().snapshot_id, "first-load").commit()
    answer["nested"] = nested.scan().to_arrow().num_rows

    for version in ("1", "2"):
        table = catalog.create_table(f"{namespace}.plain_v{version}", schema=NESTED, properties={"format-version": version})
        table.append(pa.Table.from_pylist(rows(0, 10), schema=table.schema().as_arrow()))
        answer[f"plain_v{version}"] = table.scan().to_arrow().num_rows

    catalog.create_table(f"{namespace}.empty", schema=NESTED)
    answer["empty"] = 0
    json.dump(answer, sys.stdout)


main()
