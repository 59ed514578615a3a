import { JvmProgram } from '../../src';
import type { Outcome } from './Engine';
import type { Feature } from './features';
import { parseLines } from './parseReports';
import type { TableReport } from './TableReport';

const DESCRIBE = new JvmProgram({
  pom: 'iceberg',
  sources: ['json', 'common'],
  main: 'DescribeTable',
});

/**
 * What Iceberg's library itself can't read: partitions by `fixed`, which it expects with a length before them (see
 * docs/engines.md), and the files of snapshots without a manifest list.
 */
const UNREADABLE: Feature[] = ['partition_by_fixed', 'inline_manifests'];

/** Iceberg's own library reads the same tables: it says what the engine doesn't, and is a second witness of the rest. */
export async function withWitness(
  outcomes: Map<Feature, Outcome>,
): Promise<Map<Feature, Outcome>> {
  const written = [...outcomes].filter(([, { report }]) => report);
  const output = await DESCRIBE.run(
    written.map(([, { report }]) => report!.metadataLocation),
    { timeoutMs: 600_000 },
  );
  const witnesses = parseLines<TableReport & { error?: string }>(output);
  if (witnesses.length !== written.length)
    throw new Error(
      `Iceberg's library described ${witnesses.length} of ${written.length} tables`,
    );
  for (const [index, [name, outcome]] of written.entries()) {
    const { error, ...witness } = witnesses[index];
    if (error === undefined) outcomes.set(name, { ...outcome, witness });
    else if (!UNREADABLE.includes(name))
      throw new Error(`Iceberg's library can't read ${name}: ${error}`);
  }
  return outcomes;
}
