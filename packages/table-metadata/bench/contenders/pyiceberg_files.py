"""PyIceberg as a contender of the benchmark: follows the protocol of contenderProcess.ts.

Usage: pyiceberg_files.py JOB (JSON). Contenders: "inspect" (inspect.files) and "manifests" (its manifest reader).
"""

import json
import sys
import time

import pyarrow.compute as pc
from pyiceberg.table import StaticTable


def peak_bytes():
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except FileNotFoundError:
        pass
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def answer(files, size, records, partitions):
    return {
        "dataFiles": files,
        "dataBytes": str(size),
        "dataRecords": str(records),
        "partitions": partitions,
    }


def inspect(table):
    files = table.inspect.files()
    partition = files["partition"]
    day = pc.struct_field(partition, "event_date").cast("string")
    region = pc.struct_field(partition, "region").cast("string")
    return answer(
        files.num_rows,
        pc.sum(files["file_size_in_bytes"]).as_py(),
        pc.sum(files["record_count"]).as_py(),
        pc.count_distinct(pc.binary_join_element_wise(day, region, "|")).as_py(),
    )


def manifests(table):
    count = size = records = 0
    partitions = set()
    for manifest in table.current_snapshot().manifests(table.io):
        for entry in manifest.fetch_manifest_entry(table.io):
            count += 1
            size += entry.data_file.file_size_in_bytes
            records += entry.data_file.record_count
            partition = entry.data_file.partition
            partitions.add((partition[0], partition[1]))
    return answer(count, size, records, len(partitions))


def main():
    job = json.loads(sys.argv[1])
    run = {"inspect": inspect, "manifests": manifests}[job["contender"]]
    table = StaticTable.from_metadata(job["metadataFile"])
    say({"ready": True})
    for line in sys.stdin:
        if line.strip() == "memory":
            say({"peakBytes": peak_bytes()})
            continue
        cpu, wall = time.process_time(), time.perf_counter()
        found = run(table)
        say(
            {
                "wallMs": (time.perf_counter() - wall) * 1000,
                "cpuMs": (time.process_time() - cpu) * 1000,
                "answer": found,
            }
        )


def say(message):
    print(json.dumps(message), flush=True)


main()
