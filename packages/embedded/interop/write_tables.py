"""Creates and changes tables in an embedded lakehouse's catalog with PyIceberg.

Usage: write_tables.py DIRECTORY CATALOG_NAME EXISTING_TABLE

Makes the namespace `python` with the table `python.trips` (partitioned, two appends, a delete, a tag, an added column),
and appends two rows to EXISTING_TABLE, which must have the columns id (long) and name (string).

Needs: pip install "pyiceberg[sql-sqlite,pyarrow,pyiceberg-core]"
"""

import datetime
import json
import sys

import pyarrow as pa
from pyiceberg.catalog import load_catalog
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import BucketTransform, DayTransform
from pyiceberg.types import DecimalType, DoubleType, ListType, LongType, NestedField, StringType, StructType, TimestamptzType


def main(directory, name, existing):
    catalog = load_catalog(name, type="sql", uri=f"sqlite:///{directory}/catalog.db", warehouse=f"file://{directory}/warehouse")
    catalog.create_namespace("python")
    schema = Schema(
        NestedField(1, "id", LongType(), required=True),
        NestedField(2, "at", TimestamptzType()),
        NestedField(3, "fare", DecimalType(9, 2)),
        NestedField(4, "stops", ListType(5, StructType(NestedField(6, "name", StringType()), NestedField(7, "km", DoubleType())), element_required=False)),
    )
    spec = PartitionSpec(
        PartitionField(source_id=2, field_id=1000, transform=DayTransform(), name="at_day"),
        PartitionField(source_id=1, field_id=1001, transform=BucketTransform(4), name="id_bucket"),
    )
    trips = catalog.create_table("python.trips", schema, partition_spec=spec)

    def rows(first, count):
        day = datetime.datetime(2026, 11, 24, tzinfo=datetime.timezone.utc)
        return pa.Table.from_pylist(
            [
                {
                    "id": first + index,
                    "at": day + datetime.timedelta(hours=6 * index),
                    "fare": None if index % 3 == 0 else round(1.25 * index, 2),
                    "stops": [{"name": f"stop {index}", "km": index / 2}],
                }
                for index in range(count)
            ],
            schema=pa.schema(
                [
                    pa.field("id", pa.int64(), nullable=False),
                    pa.field("at", pa.timestamp("us", tz="UTC")),
                    pa.field("fare", pa.float64()),
                    pa.field("stops", pa.list_(pa.struct([("name", pa.string()), ("km", pa.float64())]))),
                ]
            ),
        )

    def with_decimals(table):
        return table.set_column(2, "fare", table["fare"].cast(pa.decimal128(9, 2)))

    trips.append(with_decimals(rows(0, 10)))
    trips.append(with_decimals(rows(100, 5)))
    trips.delete("id = 3")
    trips.manage_snapshots().create_tag(trips.current_snapshot().snapshot_id, "v1").commit()
    with trips.update_schema() as update:
        update.add_column("note", StringType())

    orders = catalog.load_table(existing)
    orders.append(pa.table({"id": pa.array([9001, 9002], pa.int64()), "name": pa.array(["from python", None], pa.string())}, schema=pa.schema([pa.field("id", pa.int64(), nullable=False), pa.field("name", pa.string())])))
    print(json.dumps({"trips": trips.scan().to_arrow().num_rows, "existing": orders.scan().to_arrow().num_rows}))


if __name__ == "__main__":
    main(*sys.argv[1:])
