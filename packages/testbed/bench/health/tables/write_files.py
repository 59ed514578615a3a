"""Writes the data and delete files of the health benchmark with pyarrow, and says what Iceberg's manifests have to say of them.

Standard input: {"folder", "rows", "fileSets": [...], "deleteSets": [...], "prefixes": {name: prefix}}; see FilePlan.ts.
Standard output: {"fileSets": {id: path of a JSON file}, "deleteSets": {...}}.

All rows follow from a fixed seed. The rows that count have even keys, in each file set the same ones; rows with odd keys
are extra, and every table that has some deletes all of them: so each table gives the same answers.
"""

import base64
import json
import os
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyiceberg.io.pyarrow import (
    compute_statistics_plan,
    data_file_statistics_from_parquet_metadata,
    parquet_path_to_id_mapping,
)
from pyiceberg.schema import Schema
from pyiceberg.types import DateType, IntegerType, LongType, NestedField, StringType

FIRST_DAY = 8035  # 1992-01-01
DAYS = 2526
SCHEMA = Schema(
    NestedField(1, "order_key", LongType(), required=False),
    NestedField(2, "shipped", DateType(), required=False),
    NestedField(3, "part", IntegerType(), required=False),
    NestedField(4, "supplier", IntegerType(), required=False),
    NestedField(5, "quantity", IntegerType(), required=False),
    NestedField(6, "price_cents", LongType(), required=False),
    NestedField(7, "discount", IntegerType(), required=False),
    NestedField(8, "tax", IntegerType(), required=False),
    NestedField(9, "flag", StringType(), required=False),
    NestedField(10, "status", StringType(), required=False),
    NestedField(11, "mode", StringType(), required=False),
    NestedField(12, "comment", StringType(), required=False),
)
TYPES = [pa.int64(), pa.date32(), pa.int32(), pa.int32(), pa.int32(), pa.int64(), pa.int32(), pa.int32()] + [pa.string()] * 4
ARROW = pa.schema(
    [
        pa.field(field.name, kind, metadata={"PARQUET:field_id": str(field.field_id)})
        for field, kind in zip(SCHEMA.fields, TYPES)
    ]
)
POSITION_DELETES = pa.schema(
    [
        pa.field("file_path", pa.string(), False, {"PARQUET:field_id": "2147483546"}),
        pa.field("pos", pa.int64(), False, {"PARQUET:field_id": "2147483545"}),
    ]
)
ROWS_IN_GROUP = 200_000
STATISTICS = compute_statistics_plan(SCHEMA, {})
IDS = parquet_path_to_id_mapping(SCHEMA)


def rows_of(count, extra_share):
    """Rows in the order of their keys, which is that of their days."""
    random = np.random.default_rng(8)
    total = round(count / (1 - extra_share))
    # The rows that count are made first, so that they are the same whatever comes on top.
    keys = np.arange(count, dtype=np.int64) * 2

    def columns(size, of_keys):
        last = int(count * 2)
        return [
            of_keys,
            (FIRST_DAY + of_keys * DAYS // last).astype(np.int32),
            random.integers(1, 200_000, size, dtype=np.int32),
            random.integers(1, 10_000, size, dtype=np.int32),
            random.integers(1, 51, size, dtype=np.int32),
            random.integers(90_000, 10_000_000, size, dtype=np.int64),
            random.integers(0, 11, size, dtype=np.int32),
            random.integers(0, 9, size, dtype=np.int32),
            np.array(["A", "N", "R"])[random.integers(0, 3, size)],
            np.array(["F", "O"])[random.integers(0, 2, size)],
            np.array(["AIR", "FOB", "MAIL", "RAIL", "SHIP", "TRUCK"])[random.integers(0, 6, size)],
            random.integers(97, 123, (size, 44), dtype=np.uint8).view("S44").ravel(),
        ]

    parts = [columns(count, keys)]
    if total > count:
        extra = np.sort(random.choice(count, total - count, replace=False).astype(np.int64)) * 2 + 1
        parts.append(columns(total - count, extra))
    joined = [np.concatenate(column) for column in zip(*parts)]
    order = np.argsort(joined[0], kind="stable")
    return pa.Table.from_arrays([column_of(column[order], kind) for column, kind in zip(joined, TYPES)], schema=ARROW)


def column_of(values, kind):
    if kind == pa.date32():
        return pa.array(values, pa.int32()).cast(kind)
    return pa.array(values, pa.binary()).cast(kind) if values.dtype.kind == "S" else pa.array(values, kind)


def months(days):
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def cuts(table, file_set):
    """Where files begin and end, with the value of the partition."""
    if "partitionBy" in file_set:
        days = table["shipped"].combine_chunks().cast(pa.int32()).to_numpy()
        values = months(days) if file_set["partitionBy"] == "month" else days
        starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
        ends = np.r_[starts[1:], len(values)]
        return [(int(s), int(e), int(values[s])) for s, e in zip(starts, ends)]
    edges = np.linspace(0, table.num_rows, file_set["files"] + 1).astype(int)
    return [(int(s), int(e), None) for s, e in zip(edges[:-1], edges[1:])]


def statistics_of(metadata):
    found = data_file_statistics_from_parquet_metadata(metadata, STATISTICS, IDS).to_serialized_dict()
    plain = lambda values: {str(key): int(value) for key, value in values.items()}
    bounds = lambda values: {str(key): base64.b64encode(value).decode() for key, value in values.items()}
    return {
        "columnSizes": plain(found["column_sizes"]),
        "valueCounts": plain(found["value_counts"]),
        "nullCounts": plain(found["null_value_counts"]),
        "lower": bounds(found["lower_bounds"]),
        "upper": bounds(found["upper_bounds"]),
    }


def write_file_set(folder, table, file_set):
    """What is written already, it leaves."""
    said = os.path.join(folder, "plans", f"{file_set['id']}.json")
    if os.path.exists(said):
        return said
    if file_set["order"] == "shuffled":
        table = table.take(np.random.default_rng(9).permutation(table.num_rows))
    directory = os.path.join(folder, "data", file_set["id"])
    os.makedirs(directory, exist_ok=True)
    keys = table["order_key"].combine_chunks().to_numpy()
    files = []
    for number, (start, end, partition) in enumerate(cuts(table, file_set)):
        name = f"{number:05d}.parquet"
        collected = []
        path = os.path.join(directory, name)
        pq.write_table(
            table.slice(start, end - start),
            path,
            compression="zstd",
            row_group_size=ROWS_IN_GROUP,
            write_statistics=file_set["statistics"],
            metadata_collector=collected,
        )
        odd = np.flatnonzero(keys[start:end] % 2 == 1)
        files.append(
            {
                "path": f"data/{file_set['id']}/{name}",
                "bytes": os.path.getsize(path),
                "records": end - start,
                "partition": partition,
                **(statistics_of(collected[0]) if file_set["statistics"] else {}),
                "extra": odd.tolist(),
            }
        )
    with open(said + ".new", "w") as out:
        json.dump(files, out)
    os.rename(said + ".new", said)
    return said


def write_delete_set(folder, prefixes, delete_set, files):
    """Delete files that remove every extra row of a file set; those by position once for each prefix of paths."""
    said = os.path.join(folder, "plans", f"{delete_set['id']}.json")
    if os.path.exists(said):
        return said
    count = delete_set["files"]
    answer = {"kind": delete_set["kind"], "files": {}}
    random = np.random.default_rng(10)
    if delete_set["kind"] == "equality":
        keys = np.concatenate([extra_keys(folder, file) for file in files])
        groups = [np.sort(keys[group]) for group in np.array_split(random.permutation(len(keys)), count)]
        tables = [pa.Table.from_arrays([pa.array(group)], schema=pa.schema([ARROW.field(0)])) for group in groups]
        written = write_deletes(folder, delete_set["id"], "any", tables)
        answer["files"] = {name: written for name in prefixes}
    else:
        owners = np.concatenate([np.full(len(file["extra"]), i) for i, file in enumerate(files)])
        positions = np.concatenate([np.array(file["extra"], dtype=np.int64) for file in files])
        if delete_set["spread"] == "per-file":
            groups = [np.flatnonzero(owners == i) for i in range(len(files))]
        else:
            groups = [np.sort(group) for group in np.array_split(random.permutation(len(owners)), count)]
        for name, prefix in prefixes.items():
            paths = np.array([prefix + file["path"] for file in files])
            tables = [
                pa.Table.from_arrays([pa.array(paths[owners[group]]), pa.array(positions[group])], schema=POSITION_DELETES)
                for group in groups
            ]
            written = write_deletes(folder, delete_set["id"], name, tables)
            # Of one file: writers say so by equal bounds of its path.
            if delete_set["spread"] == "per-file":
                for file, entry in zip(files, written):
                    entry["referenced"] = prefix + file["path"]
            answer["files"][name] = written
    with open(said, "w") as out:
        json.dump(answer, out)
    return said


def extra_keys(folder, file):
    keys = pq.read_table(os.path.join(folder, file["path"]), columns=["order_key"])["order_key"].combine_chunks().to_numpy()
    return keys[np.array(file["extra"], dtype=np.int64)]


def write_deletes(folder, set_id, name, tables):
    directory = os.path.join(folder, "deletes", name, set_id)
    os.makedirs(directory, exist_ok=True)
    entries = []
    for number, table in enumerate(tables):
        path = os.path.join(directory, f"{number:05d}.parquet")
        pq.write_table(table, path, compression="zstd")
        entries.append(
            {"path": f"deletes/{name}/{set_id}/{number:05d}.parquet", "bytes": os.path.getsize(path), "records": table.num_rows}
        )
    return entries


def main():
    plan = json.load(sys.stdin)
    folder = plan["folder"]
    os.makedirs(os.path.join(folder, "plans"), exist_ok=True)
    said = {"fileSets": {}, "deleteSets": {}}
    shares = sorted({file_set["extraShare"] for file_set in plan["fileSets"]})
    for share in shares:
        wanted = [file_set for file_set in plan["fileSets"] if file_set["extraShare"] == share]
        missing = [s for s in wanted if not os.path.exists(os.path.join(folder, "plans", f"{s['id']}.json"))]
        table = rows_of(plan["rows"], share) if missing else None
        for file_set in wanted:
            said["fileSets"][file_set["id"]] = write_file_set(folder, table, file_set)
            print(f"  … {file_set['id']}", file=sys.stderr)
    for delete_set in plan["deleteSets"]:
        with open(said["fileSets"][delete_set["fileSet"]]) as file:
            files = json.load(file)
        said["deleteSets"][delete_set["id"]] = write_delete_set(folder, plan["prefixes"], delete_set, files)
    json.dump(said, sys.stdout)


main()
