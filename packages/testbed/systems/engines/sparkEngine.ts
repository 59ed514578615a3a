import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { JvmProgram } from '../../src';
import type { Engine } from './Engine';
import { refusalsOf } from './features';
import { outcomesOf } from './javaEngine';
import { SPARK_FEATURES } from './sparkFeatures';
import { writeScript } from './writeScript';

const WRITE = new JvmProgram({
  pom: 'spark',
  sources: ['json', 'common', 'spark'],
  main: 'SparkTables',
  memoryMb: 1_500,
});

export const sparkEngine: Engine = {
  title: 'Spark 4.0.1 with Iceberg 1.11.0',
  name: 'Spark 4.0.1',
  cannot: refusalsOf(SPARK_FEATURES),
  unsaid: [],
  async write(warehouse) {
    const work = join(warehouse, '.work');
    await mkdir(work, { recursive: true });
    const script = join(work, 'script');
    const output = join(work, 'output');
    await writeScript(script, SPARK_FEATURES);
    await WRITE.run([pathToFileURL(warehouse).href, script, output], {
      timeoutMs: 600_000,
      workingDirectory: work,
    });
    return outcomesOf(await readFile(output, 'utf8'));
  },
};
