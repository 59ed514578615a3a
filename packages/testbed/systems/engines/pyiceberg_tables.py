"""Writes a table for each feature with PyIceberg, and says what PyIceberg sees in it.

Argument: the folder of the warehouse. A line of JSON for each table; integers are whole, bytes in hex, times in microseconds.
"""
import datetime
import decimal
import json
import sys
import uuid
import warnings

import pyarrow as pa
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.table.sorting import NullOrder, SortDirection, SortField, SortOrder
from pyiceberg.transforms import (
    BucketTransform,
    DayTransform,
    HourTransform,
    IdentityTransform,
    MonthTransform,
    TruncateTransform,
    YearTransform,
)
from pyiceberg.types import (
    BinaryType,
    BooleanType,
    DateType,
    DecimalType,
    DoubleType,
    FixedType,
    FloatType,
    IntegerType,
    ListType,
    LongType,
    MapType,
    NestedField,
    StringType,
    StructType,
    TimestampNanoType,
    TimestampType,
    TimestamptzType,
    TimeType,
    UUIDType,
)

warnings.filterwarnings("ignore")
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1)
SIMPLE = Schema(
    NestedField(1, "id", LongType(), required=True),
    NestedField(2, "region", StringType()),
    NestedField(3, "ordered_at", TimestamptzType()),
    NestedField(4, "amount", DecimalType(12, 3)),
)
BY_REGION = PartitionSpec(PartitionField(2, 1000, IdentityTransform(), "region"))
UNPARTITIONED = PartitionSpec()


class Tables:
    def __init__(self, warehouse):
        self.catalog = SqlCatalog("lake", uri=f"sqlite:///{warehouse}/catalog.db", warehouse=f"file://{warehouse}")
        self.catalog.create_namespace("db")

    def create(self, name, schema=SIMPLE, spec=BY_REGION, version=2, order=None, **properties):
        properties = {"format-version": str(version), "owner": 'team "é"', **{key.replace("_", "."): value for key, value in properties.items()}}
        more = {} if order is None else {"sort_order": order}
        return self.catalog.create_table(f"db.{name}", schema, partition_spec=spec, properties=properties, **more)

    def append(self, table, first, end):
        table.append(pa.Table.from_pylist([
            {
                "id": number,
                "region": None if number % 5 == 4 else f"r{number % 2}",
                "ordered_at": datetime.datetime(2026, 11, 1, tzinfo=UTC) + datetime.timedelta(hours=number),
                "amount": decimal.Decimal(number),
            }
            for number in range(first, end)
        ], schema=pa.schema([
            pa.field("id", pa.int64(), nullable=False), pa.field("region", pa.string()),
            pa.field("ordered_at", pa.timestamp("us", tz="UTC")), pa.field("amount", pa.decimal128(12, 3)),
        ])))
        return table

    def twice(self, table):
        return self.append(self.append(table, 0, 20), 20, 35)

    def format_v1(self, name):
        self.twice(self.create(name, version=1))

    def inline_manifests(self, name):
        table = self.twice(self.create(name, version=1, **{"write.manifest-lists.enabled": "false"}))
        assert all(snapshot.manifest_list is None for snapshot in table.metadata.snapshots), "It wrote a manifest list"

    def format_v2(self, name):
        self.twice(self.create(name))

    def format_v3(self, name):
        self.twice(self.create(name, version=3))

    def empty(self, name):
        self.create(name)

    def types_primitive(self, name):
        types = [BooleanType(), IntegerType(), LongType(), FloatType(), DoubleType(), DecimalType(9, 2), DecimalType(38, 10), DateType(),
                 TimeType(), TimestampType(), TimestamptzType(), StringType(), FixedType(4), BinaryType()]
        names = ["b", "i", "l", "f", "d", "dec9", "dec38", "day", "tm", "ts", "tz", "s", "fix", "bin"]
        fields = [NestedField(index + 1, column, kind) for index, (column, kind) in enumerate(zip(names, types))]
        spec = PartitionSpec(*[PartitionField(field.field_id, 1000 + field.field_id, IdentityTransform(), field.name)
                               for field in fields if field.name not in ("fix", "bin")])
        table = self.create(name, Schema(*fields), spec)
        rows = [
            # Doubles that a float holds: PyIceberg 0.12 reads partitions by double as if they were floats.
            [True, -2**31, -2**63, -1.5, 1024.5, decimal.Decimal("-1234567.89"), decimal.Decimal("-1234567890123456789012345678.0123456789"),
             datetime.date(1, 1, 1), datetime.time(0, 0, 1, 1), datetime.datetime(1969, 12, 31, 23, 59, 59, 999999),
             datetime.datetime(2026, 11, 24, 10, 30, 0, 123456, tzinfo=UTC), "zé😀", b"\xff\xff\xff\xff", b"\xff\x00"],
            [False, 2**31 - 1, 2**63 - 1, 2.25, -0.5, decimal.Decimal("0.01"), decimal.Decimal("1.0"), datetime.date(2026, 11, 24),
             datetime.time(23, 59, 59, 999999), datetime.datetime(9999, 12, 31), datetime.datetime(1582, 10, 15, tzinfo=UTC), "", b"\0\0\0\0", b""],
            [None] * 14,
        ]
        table.append(pa.Table.from_pylist([dict(zip(names, row)) for row in rows], schema=table.schema().as_arrow()))

    def types_nanosecond(self, name):
        table = self.create(name, Schema(NestedField(1, "ts", TimestampNanoType())), UNPARTITIONED, version=3)
        table.append(pa.table({"ts": pa.array([1795678991477123456], pa.timestamp("ns"))}))

    def types_v3(self, name):
        from pyiceberg.types import VariantType

        self.create(name, Schema(NestedField(1, "v", VariantType())), UNPARTITIONED, version=3)

    def types_nested(self, name):
        schema = Schema(
            NestedField(1, "id", LongType(), required=True),
            NestedField(2, "tags", ListType(3, StringType(), element_required=False)),
            NestedField(4, "attributes", MapType(5, StringType(), 6, ListType(7, StructType(
                NestedField(8, "a.b", IntegerType()), NestedField(9, "c", StringType(), doc="with a doc")), element_required=False), value_required=False)),
            NestedField(10, "place", StructType(NestedField(11, "point", StructType(
                NestedField(12, "x", DoubleType(), required=True), NestedField(13, "y", DoubleType())), required=True))),
        )
        table = self.create(name, schema, PartitionSpec(PartitionField(1, 1000, BucketTransform(4), "id_bucket")))
        table.append(pa.Table.from_pylist([
            {"id": number, "tags": ["a", None], "attributes": [("k", [{"a.b": 1, "c": "x"}])], "place": {"point": {"x": 1.5, "y": None}}}
            for number in range(10)], schema=table.schema().as_arrow()))

    def transforms(self, name):
        schema = Schema(
            NestedField(1, "id", LongType()), NestedField(2, "name", StringType()), NestedField(3, "amount", DecimalType(9, 2)),
            NestedField(4, "d", DateType()), NestedField(5, "ts", TimestampType()), NestedField(6, "tz", TimestamptzType()),
            NestedField(7, "ts2", TimestampType()), NestedField(8, "tz2", TimestamptzType()))
        spec = PartitionSpec(*[PartitionField(source, 1000 + index, transform, label) for index, (source, transform, label) in enumerate([
            (1, BucketTransform(16), "id_bucket"), (2, TruncateTransform(3), "name_trunc"), (3, TruncateTransform(50), "amount_trunc"),
            (4, IdentityTransform(), "d"), (5, YearTransform(), "ts_year"), (6, MonthTransform(), "tz_month"), (7, DayTransform(), "ts2_day"),
            (8, HourTransform(), "tz2_hour")])])
        table = self.create(name, schema, spec)

        def row(number, text, amount, moment):
            return {"id": number, "name": text, "amount": amount, "d": moment.date(), "ts": moment, "tz": moment.replace(tzinfo=UTC), "ts2": moment,
                    "tz2": moment.replace(tzinfo=UTC)}

        table.append(pa.Table.from_pylist([
            row(7, "abcdef", decimal.Decimal("-0.01"), datetime.datetime(2026, 11, 24, 10, 30)),
            row(-7, "é", decimal.Decimal("100.00"), datetime.datetime(1969, 12, 31, 23, 30)),
            {column: None for column in ("id", "name", "amount", "d", "ts", "tz", "ts2", "tz2")},
        ], schema=table.schema().as_arrow()))

    def partition_by_fixed(self, name):
        table = self.create(name, Schema(NestedField(1, "f", FixedType(4)), NestedField(2, "u", UUIDType())),
                            PartitionSpec(PartitionField(1, 1000, IdentityTransform(), "f")))
        table.append(pa.Table.from_pylist([{"f": b"\0\0\0\0", "u": None}, {"f": b"\xff\xff\xff\xff", "u": None}], schema=table.schema().as_arrow()))

    def partition_values(self, name):
        schema = Schema(NestedField(1, "id", LongType()), NestedField(2, "regiön=/ %", StringType()), NestedField(3, "ratio", DoubleType()))
        spec = PartitionSpec(PartitionField(2, 1000, IdentityTransform(), "regiön=/ %"), PartitionField(3, 1001, IdentityTransform(), "ratio"))
        table = self.create(name, schema, spec)
        table.append(pa.Table.from_pylist([
            {"id": 1, "regiön=/ %": "a/b=c %é", "ratio": 0.25}, {"id": 2, "regiön=/ %": "", "ratio": float("inf")},
            {"id": 3, "regiön=/ %": "null", "ratio": -0.5}, {"id": 4, "regiön=/ %": None, "ratio": None}], schema=table.schema().as_arrow()))

    def spec_evolution(self, name, version=2):
        table = self.append(self.create(name, version=version), 0, 20)
        with table.update_spec() as update:
            update.add_field("ordered_at", MonthTransform(), "ordered_at_month")
        self.append(table, 20, 30)
        with table.update_spec() as update:
            update.remove_field("region")
        self.append(table, 30, 40)
        with table.update_spec() as update:
            update.remove_field("ordered_at_month")
            update.add_field("id", BucketTransform(8), "id_bucket")
        with table.update_spec() as update:
            update.rename_field("id_bucket", "shard")
        self.append(table, 40, 60)

    def spec_evolution_v1(self, name):
        self.spec_evolution(name, version=1)

    def sort_orders(self, name):
        table = self.create(name, spec=UNPARTITIONED, order=SortOrder(SortField(1, IdentityTransform(), SortDirection.ASC, NullOrder.NULLS_LAST)))
        self.append(table, 0, 10)
        with table.update_sort_order() as update:
            update.desc("id", BucketTransform(4), NullOrder.NULLS_FIRST)
            update.asc("ordered_at", DayTransform(), NullOrder.NULLS_FIRST)
        self.append(table, 10, 20)

    def schema_evolution(self, name):
        schema = Schema(
            NestedField(1, "id", IntegerType(), required=True, doc="The key"), NestedField(2, "name", StringType(), required=True),
            NestedField(3, "price", DecimalType(9, 2)), NestedField(4, "ratio", FloatType()), NestedField(5, "old", StringType()),
            NestedField(6, "place", StructType(NestedField(7, "city", StringType()), NestedField(8, "zip", IntegerType()))), identifier_field_ids=[1])
        table = self.create(name, schema, UNPARTITIONED)
        table.append(pa.Table.from_pylist([{"id": 1, "name": "a", "price": decimal.Decimal("1.5"), "ratio": 0.5, "old": "o",
                                            "place": {"city": "Bern", "zip": 3000}}], schema=table.schema().as_arrow()))
        with table.update_schema() as update:
            update.add_column("added", TimestamptzType(), "When")
            update.add_column(("place", "country"), StringType())
        with table.update_schema() as update:
            update.rename_column("name", "title")
            update.rename_column("place.zip", "postcode")
        with table.update_schema() as update:
            update.update_column("id", LongType())
            update.update_column("ratio", DoubleType())
            update.update_column("price", DecimalType(18, 2))
        with table.update_schema() as update:
            update.make_column_optional("title")
            update.move_first("added")
            update.move_after("price", "ratio")
        with table.update_schema() as update:
            update.delete_column("old")
        with table.update_schema() as update:
            update.add_column("old", StringType(), "A new one of the same name")
        table.append(pa.Table.from_pylist([{"id": 2, "title": "b"}], schema=table.schema().as_arrow()))

    def copy_on_write(self, name):
        table = self.twice(self.create(name))
        table.delete("id < 7")
        table.overwrite(table.scan(row_filter="id = 8").to_arrow(), overwrite_filter="id = 8")

    def position_deletes(self, name):
        table = self.twice(self.create(name, write_delete_mode="merge-on-read"))
        table.delete("id < 7")
        # PyIceberg warns that it falls back to copy on write.
        assert any(file.content.value == 1 for file in files_of(table)), "No delete file was written"

    def equality_deletes(self, name):
        self.create(name).new_equality_delete()

    def deletion_vectors(self, name):
        table = self.twice(self.create(name, version=3, write_delete_mode="merge-on-read"))
        table.delete("id < 7")
        assert any(file.file_format == "PUFFIN" for file in files_of(table)), "No deletion vector was written"

    def branches_and_tags(self, name):
        table = self.append(self.create(name), 0, 20)
        table.manage_snapshots().create_tag(table.current_snapshot().snapshot_id, "v1", max_ref_age_ms=31_536_000_000).create_branch(
            table.current_snapshot().snapshot_id, "audit", max_ref_age_ms=9_000_000_000, max_snapshot_age_ms=604_800_000, min_snapshots_to_keep=5).commit()
        self.append(table, 20, 35)

    def table_statistics(self, name):
        from pyiceberg.table.statistics import BlobMetadata, StatisticsFile

        table = self.twice(self.create(name))
        # PyIceberg writes no Puffin file, but registers one that another writer made.
        snapshot = table.current_snapshot()
        with table.update_statistics() as update:
            update.set_statistics(StatisticsFile(
                snapshot_id=snapshot.snapshot_id, statistics_path=f"{table.location()}/metadata/any.stats", file_size_in_bytes=413, file_footer_size_in_bytes=42,
                blob_metadata=[BlobMetadata(type="apache-datasketches-theta-v1", snapshot_id=snapshot.snapshot_id, sequence_number=snapshot.sequence_number,
                                            fields=[1], properties={"ndv": "35"})]))

    def partition_statistics(self, name):
        self.twice(self.create(name)).update_partition_statistics()

    def metadata_gzip(self, name):
        table = self.twice(self.create(name, **{"write.metadata.compression-codec": "gzip"}))
        assert ".gz." in table.metadata_location, f"{table.metadata_location} is not compressed"

    def manifests_uncompressed(self, name):
        self.twice(self.create(name, **{"write.avro.compression-codec": "null"}))

    def manifests_gzip(self, name):
        self.twice(self.create(name, **{"write.avro.compression-codec": "gzip"}))

    def manifests_snappy(self, name):
        self.twice(self.create(name, **{"write.avro.compression-codec": "snappy"}))

    def manifests_zstd(self, name):
        self.twice(self.create(name, **{"write.avro.compression-codec": "zstd"}))

    def manifest_rewrite(self, name):
        table = self.create(name, **{"commit.manifest-merge.enabled": "true", "commit.manifest.min-count-to-merge": "2"})
        self.append(self.twice(table), 35, 40)

    def file_formats(self, name):
        self.append(self.create(name, **{"write.format.default": "orc"}), 0, 5)

    def bounds(self, name):
        self.twice(self.create(name, spec=UNPARTITIONED, **{
            "write.metadata.metrics.default": "none", "write.metadata.metrics.column.id": "full",
            "write.metadata.metrics.column.region": "truncate(1)", "write.metadata.metrics.column.amount": "counts"}))

    def compaction(self, name):
        self.twice(self.create(name)).maintenance.compact()

    def expired_snapshots(self, name):
        table = self.append(self.twice(self.create(name)), 35, 40)
        table.maintenance.expire_snapshots().by_id(table.metadata.snapshots[0].snapshot_id).commit()
        table.refresh()
        table.maintenance.expire_snapshots().by_id(table.metadata.snapshots[0].snapshot_id).commit()
        self.append(table, 40, 45)

    def rollback(self, name):
        table = self.twice(self.create(name))
        table.manage_snapshots().rollback_to_snapshot(table.metadata.snapshots[0].snapshot_id).commit()
        table.refresh()
        self.append(table, 40, 45)

    def format_upgrade(self, name):
        table = self.twice(self.create(name, version=1))
        with table.transaction() as transaction:
            transaction.upgrade_table_version(2)
        self.append(table, 35, 40)

    def row_lineage(self, name):
        self.twice(self.create(name, version=3))


def files_of(table):
    return [
        entry.data_file
        for manifest in table.current_snapshot().manifests(table.io)
        for entry in manifest.fetch_manifest_entry(table.io, discard_deleted=True)
    ]


def plain(value):
    """A value in its internal form."""
    if isinstance(value, datetime.datetime):
        return (value.replace(tzinfo=None) - EPOCH) // datetime.timedelta(microseconds=1)
    if isinstance(value, datetime.date):
        return (value - EPOCH.date()).days
    if isinstance(value, datetime.time):
        return ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond
    if isinstance(value, decimal.Decimal):
        # Not scaleb: it rounds to 28 digits.
        sign, digits, _ = value.as_tuple()
        return str(int("".join(map(str, digits))) * (-1 if sign else 1))
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return "NaN" if value != value else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list) and value and all(isinstance(item, tuple) and len(item) == 2 for item in value):
        return {str(key): plain(item) for key, item in value}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def partition_of(table, manifest, file):
    spec = table.metadata.specs()[manifest.partition_spec_id]
    return {field.name: plain(file.partition[index]) for index, field in enumerate(spec.fields)}


def file_row(table, manifest, file):
    return {
        "content": int(file.content), "file_path": file.file_path, "file_format": str(file.file_format.value if hasattr(file.file_format, "value") else file.file_format),
        "spec_id": manifest.partition_spec_id, "partition": partition_of(table, manifest, file), "record_count": file.record_count,
        "file_size_in_bytes": file.file_size_in_bytes, "column_sizes": plain_map(file.column_sizes), "value_counts": plain_map(file.value_counts),
        "null_value_counts": plain_map(file.null_value_counts), "nan_value_counts": plain_map(file.nan_value_counts),
        "lower_bounds": plain_map(file.lower_bounds), "upper_bounds": plain_map(file.upper_bounds),
        "key_metadata": plain(file.key_metadata), "split_offsets": file.split_offsets, "equality_ids": file.equality_ids, "sort_order_id": file.sort_order_id,
    }


def plain_map(values):
    return None if values is None else {str(key): plain(value) for key, value in values.items()}


def entries_of(table):
    """Not inspect.files() and inspect.entries(): those fail on some types ("ArrowNotImplementedError: extension")."""
    if table.current_snapshot() is None:
        return []
    return [
        {
            "status": int(entry.status), "snapshot_id": entry.snapshot_id, "sequence_number": entry.sequence_number,
            "file_sequence_number": entry.file_sequence_number, "data_file": file_row(table, manifest, entry.data_file),
        }
        for manifest in table.current_snapshot().manifests(table.io)
        for entry in manifest.fetch_manifest_entry(table.io, discard_deleted=False)
    ]


def inspected(rows):
    return [plain(row) for row in rows.to_pylist()]


def describe(table):
    metadata = table.metadata
    entries = entries_of(table)
    scan = []
    # Its inspection of a table without a snapshot is an error.
    scanned = table.current_snapshot() is not None
    if scanned:
        scan = [{"path": task.file.file_path, "deletes": [file.file_path for file in task.delete_files]} for task in table.scan().plan_files()]
    return {
        "metadataLocation": table.metadata_location,
        "metadata": json.loads(metadata.model_dump_json()),
        "scan": scan,
        "tables": {
            **{
                name: inspected(getattr(table.inspect, name)()) if scanned else []
                for name in ("snapshots", "history", "refs", "manifests", "all_manifests", "partitions")
            },
            "metadata_log_entries": inspected(table.inspect.metadata_log_entries()),
            "files": [entry["data_file"] for entry in entries if entry["status"] != 2],
            "entries": entries,
        },
    }


def main():
    tables = Tables(sys.argv[1])
    for name in sys.argv[2:]:
        said = {"table": name}
        try:
            getattr(tables, name)(name)
            said.update(describe(tables.catalog.load_table(f"db.{name}")))
        except Exception as error:  # Its refusal is what the test wants to see.
            said = {"table": name, "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(said))


main()
