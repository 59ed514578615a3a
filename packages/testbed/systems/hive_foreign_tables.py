"""Registers tables of other formats in a Hive Metastore as their writers do: there are no files behind them.

stdin:  {"uri": "thrift://…", "namespace": "other", "location": "s3://lake/other"}
stdout: ["…", …]: the names of the tables that the metastore then has there
"""
import json
import sys

from hive_metastore.ttypes import (
    Database, FieldSchema, SerDeInfo, StorageDescriptor, Table,
)
from pyiceberg.catalog.hive import _HiveClient

PARQUET = "org.apache.hadoop.hive.ql.io.parquet."
# Name: input format, library of the serialisation, parameters.
TABLES = {
    # Spark, whose Delta and Hudi name their source; Delta leaves Hive's own formats as they are.
    "delta_of_spark": (
        "org.apache.hadoop.mapred.SequenceFileInputFormat",
        "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
        {"spark.sql.sources.provider": "delta"},
    ),
    # Trino writes the same in upper case.
    "delta_of_trino": (
        "org.apache.hadoop.mapred.SequenceFileInputFormat",
        "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
        {"spark.sql.sources.provider": "DELTA", "spark.sql.partitionProvider": "catalog"},
    ),
    "hudi_of_spark": (
        "org.apache.hudi.hadoop.HoodieParquetInputFormat",
        PARQUET + "serde.ParquetHiveSerDe",
        {"spark.sql.sources.provider": "hudi", "type": "cow"},
    ),
    # Hudi's own synchronisation with Hive, of a table that is merged on read.
    "hudi_of_sync_rt": (
        "org.apache.hudi.hadoop.realtime.HoodieParquetRealtimeInputFormat",
        PARQUET + "serde.ParquetHiveSerDe",
        {"last_commit_time_sync": "20261127101500000"},
    ),
    "plain": (
        PARQUET + "MapredParquetInputFormat",
        PARQUET + "serde.ParquetHiveSerDe",
        {},
    ),
}

task = json.load(sys.stdin)
namespace, location = task["namespace"], task["location"]
with _HiveClient(task["uri"]) as client:
    client.create_database(Database(name=namespace, locationUri=location, parameters={}))
    for name, (input_format, library, parameters) in TABLES.items():
        client.create_table(
            Table(
                dbName=namespace,
                tableName=name,
                owner="testbed",
                tableType="EXTERNAL_TABLE",
                parameters={"EXTERNAL": "TRUE", **parameters},
                partitionKeys=[],
                sd=StorageDescriptor(
                    cols=[FieldSchema(name="id", type="bigint")],
                    location=f"{location}/{name}",
                    inputFormat=input_format,
                    outputFormat=PARQUET + "MapredParquetOutputFormat",
                    serdeInfo=SerDeInfo(serializationLib=library, parameters={}),
                ),
            )
        )
    json.dump(sorted(client.get_all_tables(namespace)), sys.stdout)
