import { pathToFileURL } from 'node:url';
import { JvmProgram } from '../../src';
import type { Engine } from './Engine';
import { outcomesOf } from './javaEngine';
import { withWitness } from './withWitness';

const WRITE = new JvmProgram({
  pom: 'iceberg-0.9',
  sources: ['json', 'old'],
  main: 'OldTables',
});

const UNKNOWN = /ClassNotFoundException/;
const ONLY_VERSION_1 = /It wrote format version 1/;
const ONLY_DEFLATE = /It wrote deflate/;

/** What tables of the first years look like. */
export const oldJavaEngine: Engine = {
  title: "Iceberg's own library in Java 0.9.1 (2020)",
  name: 'Iceberg Java 0.9.1',
  cannot: {
    format_v2: ONLY_VERSION_1,
    format_v3: ONLY_VERSION_1,
    format_upgrade: ONLY_VERSION_1,
    manifests_uncompressed: ONLY_DEFLATE,
    manifests_snappy: ONLY_DEFLATE,
    manifests_zstd: ONLY_DEFLATE,
    partition_by_fixed: /cannot be cast to class .*GenericData\$Fixed/,
    types_nanosecond: UNKNOWN,
    types_v3: UNKNOWN,
    spec_evolution: UNKNOWN,
    spec_evolution_v1: UNKNOWN,
    sort_orders: UNKNOWN,
    position_deletes: /FileMetadata is not public/,
    equality_deletes: /FileMetadata is not public/,
    deletion_vectors: UNKNOWN,
    branches_and_tags: UNKNOWN,
    table_statistics: UNKNOWN,
    partition_statistics: UNKNOWN,
    row_lineage: UNKNOWN,
  },
  unsaid: [],
  async write(warehouse) {
    return withWitness(
      outcomesOf(
        await WRITE.run([pathToFileURL(warehouse).href], {
          timeoutMs: 600_000,
        }),
      ),
    );
  },
};
