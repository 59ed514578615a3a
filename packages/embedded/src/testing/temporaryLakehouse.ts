import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '../EmbeddedLakehouse';
import type { LakehouseOptions } from '../LakehouseOptions';

/** A lakehouse in a folder of its own (with a space in its path), removed by `remove`. For tests. */
export async function temporaryLakehouse(
  options: Partial<LakehouseOptions> = {},
): Promise<{ lake: EmbeddedLakehouse; remove: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'lake house-'));
  const lake = await EmbeddedLakehouse.open({
    directory,
    durable: false,
    ...options,
  });
  return {
    lake,
    remove: async () => {
      await lake.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
