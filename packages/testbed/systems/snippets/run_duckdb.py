"""Runs SQL from standard input with DuckDB and prints the rows of the last statement.

The extensions are those of PyPI's packages: they are put where INSTALL would, so that a snippet's INSTALL finds them there.
"""

import importlib
import pathlib
import sys

import duckdb

connection = duckdb.connect(config={"extension_directory": sys.argv[1]})
for name in ["avro", "httpfs", "aws", "iceberg"]:
    package = importlib.import_module(f"duckdb_extension_{name}")
    folder = pathlib.Path(package.__file__).parent
    [extension] = folder.rglob("*.duckdb_extension")
    connection.execute(f"INSTALL '{extension}'")
for statement in connection.extract_statements(sys.stdin.read()):
    connection.execute(statement)
for row in connection.fetchall():
    print("\t".join(str(value) for value in row))
