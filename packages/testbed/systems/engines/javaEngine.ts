import { pathToFileURL } from 'node:url';
import { JvmProgram } from '../../src';
import type { Engine, Outcome } from './Engine';
import type { Feature } from './features';
import { parseReports } from './parseReports';

const WRITE = new JvmProgram({
  pom: 'iceberg',
  sources: ['json', 'common', 'iceberg'],
  main: 'IcebergTables',
});

/** Iceberg's own library: what Spark, Flink and others use inside, and what the specification was written from. */
export const javaEngine: Engine = {
  title: "Iceberg's own library in Java 1.11.0",
  name: 'Iceberg Java 1.11',
  cannot: { inline_manifests: /It wrote a manifest list/ },
  unsaid: [],
  async write(warehouse) {
    const output = await WRITE.run([pathToFileURL(warehouse).href], {
      timeoutMs: 600_000,
    });
    return outcomesOf(output);
  },
};

/** Outcomes by feature from what a program printed. */
export function outcomesOf(lines: string): Map<Feature, Outcome> {
  return new Map(
    parseReports(lines).map(({ table, ...outcome }) => [
      table as Feature,
      outcome,
    ]),
  );
}
