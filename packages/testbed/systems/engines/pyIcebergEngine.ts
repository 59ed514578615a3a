import { join } from 'node:path';
import { pyIcebergPython, runCommand } from '../../src';
import type { Engine } from './Engine';
import { FEATURE_NAMES } from './features';
import { outcomesOf } from './javaEngine';
import { withWitness } from './withWitness';

const WRITE = join(__dirname, 'pyiceberg_tables.py');

const NO_VERSION_3 = /Writing V3 is not yet supported/;

export const pyIcebergEngine: Engine = {
  title: 'PyIceberg 0.12.0',
  name: 'PyIceberg 0.12',
  cannot: {
    inline_manifests: /It wrote a manifest list/,
    format_v3: NO_VERSION_3,
    types_nanosecond: NO_VERSION_3,
    types_v3: /cannot import name 'VariantType'/,
    deletion_vectors: NO_VERSION_3,
    row_lineage: NO_VERSION_3,
    position_deletes: /No delete file was written/,
    equality_deletes: /has no attribute 'new_equality_delete'/,
    partition_statistics: /has no attribute 'update_partition_statistics'/,
    metadata_gzip: /is not compressed/,
    file_formats: /No writer registered for FileFormat.ORC/,
    compaction: /has no attribute 'compact'/,
  },
  unsaid: [],
  async write(warehouse) {
    const output = await runCommand(
      await pyIcebergPython(),
      [WRITE, warehouse, ...FEATURE_NAMES],
      { timeoutMs: 600_000 },
    );
    return withWitness(outcomesOf(output));
  },
};
