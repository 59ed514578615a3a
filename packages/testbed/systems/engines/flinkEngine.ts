import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { JvmProgram } from '../../src';
import type { Engine } from './Engine';
import { refusalsOf } from './features';
import { outcomesOf } from './javaEngine';
import { FLINK_FEATURES } from './flinkFeatures';
import { writeScript } from './writeScript';

const WRITE = new JvmProgram({
  pom: 'flink',
  sources: ['json', 'common', 'flink'],
  main: 'FlinkTables',
  memoryMb: 1_500,
});

export const flinkEngine: Engine = {
  title: 'Flink 2.0.0 with Iceberg 1.11.0',
  name: 'Flink 2.0.0',
  cannot: refusalsOf(FLINK_FEATURES),
  unsaid: [],
  async write(warehouse) {
    const work = join(warehouse, '.work');
    await mkdir(work, { recursive: true });
    const script = join(work, 'script');
    const output = join(work, 'output');
    await writeScript(script, FLINK_FEATURES);
    await WRITE.run([pathToFileURL(warehouse).href, script, output], {
      timeoutMs: 600_000,
      workingDirectory: work,
    });
    return outcomesOf(await readFile(output, 'utf8'));
  },
};
