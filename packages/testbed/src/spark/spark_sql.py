"""Runs SQL by Spark Connect, in one session.

stdin:  {"remote": "sc://127.0.0.1:15002", "settings": {"spark.sql.catalog.a": "…", …}, "scripts": {"a": ["CREATE …", "SELECT …"], …}}
stdout: {"a": {"rows": [["…", null], …]}, "b": {"error": "…"}}: rows of the last statement, cells as text.
A script ends with its first error; the next one is run all the same.
"""
import json
import sys

from pyspark.sql import SparkSession

task = json.load(sys.stdin)
spark = SparkSession.builder.remote(task["remote"]).getOrCreate()
for key, value in task["settings"].items():
    spark.conf.set(key, value)


def run(statements):
    rows = []
    try:
        for statement in statements:
            rows = spark.sql(statement).collect()
    except Exception as error:
        return {"error": str(error)}
    return {"rows": [[None if cell is None else str(cell) for cell in row] for row in rows]}


json.dump({name: run(statements) for name, statements in task["scripts"].items()}, sys.stdout)
