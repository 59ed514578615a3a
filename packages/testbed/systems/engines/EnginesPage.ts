import type { Engine } from './Engine';
import { markdownTable } from './markdownTable';
import { FEATURE_NAMES, FEATURES, type Feature } from './features';

/** Of the part with engines in catalogs. */
export const CATALOGS_HEADING = '## In each catalog';

/** How a feature went with an engine. */
export type Found = 'equal' | 'cannot write' | 'spoiled';

const CELLS: Record<Found, string> = {
  equal: 'equal',
  'cannot write': '–',
  spoiled: 'broken, said so',
};

/** The page of engines and features, made of what a run found. */
export class EnginesPage {
  readonly #engines: Engine[];
  readonly #found = new Map<string, Found>();

  constructor(engines: Engine[]) {
    this.#engines = engines;
  }

  add(engine: Engine, feature: Feature, found: Found): void {
    this.#found.set(`${engine.name} ${feature}`, found);
  }

  /** @param inCatalogs - The table of {@link CATALOGS_HEADING}, which other tests write, as the page has it. */
  markdown(inCatalogs: string): string {
    const heads = ['Feature', ...this.#engines.map(({ name }) => name)];
    const rows = FEATURE_NAMES.map(feature => [
      FEATURES[feature],
      ...this.#engines.map(engine => {
        const found = this.#found.get(`${engine.name} ${feature}`);
        return found ? CELLS[found] : 'FAILED';
      }),
    ]);
    return `# Engines and what we read of their tables

This page is written by a test, and compared with by it: \`npm run test:systems\` lets each engine write a table for each feature, asks the engine what is in it, and compares all that it says with what [\`packages/table-metadata\`](../packages/table-metadata) reads. \`UPDATE_ENGINES_PAGE=1 npm run test:systems\` writes the page anew.

- **equal**: every field of \`lakehouse inspect\`, every schema, partition spec, sort order, snapshot and reference, every manifest and its counts, every file with its partition, sizes, counts, bounds and sequence numbers, the figures of each partition, and which deletes apply to which data file are what the engine says.
- **–**: the engine has no way to write it; the test has it try, and checks its refusal.

${markdownTable([heads, ...rows])}
${CATALOGS_HEADING}

Four engines change tables in each catalog of the [testbed](systems/testbed.md), through that catalog. Then each table is read by every way that there is: the catalog's connector and the metadata files that it names, the metadata that a REST catalog hands over (also Nessie's Iceberg face), and the metadata tables of Trino 476 and of Trino 483.

- **equal**: all ways give the same metadata, and the same figures of its files, number for number; and the engine counts as many rows as the files have live records. What [Trino does not tell](systems/trino.md#what-trino-does-not-tell) is the only difference, and is itself checked.
- **–**: the engine can't; the test has it try, and checks its refusal. What a catalog makes of a change instead is in the cell.

${inCatalogs}
- **Nessie** takes requests for version 1 and 3, for branches and for tags of snapshots, and does nothing about them: its tables are of version 2, with the current snapshot only. Its own branches and tags are of the whole catalog. Only Spark notices, when it writes to a branch that it has just made. It adds three properties of its own (\`nessie.…\`) to the metadata that it hands over.
- **PyIceberg with a Hive Metastore 4.0**: it calls \`get_table\`, which 4.0 no longer has ("Invalid method name"). Spark's own client does so, too; here it has that of Hive 4 ([how](systems/testbed.md#spark)).
- **Glue** is moto's imitation, not AWS.

## The engines

${this.#engines.map(engineText).join('\n')}

## What they taught

- **Partitions by \`fixed\`**: Iceberg's library in Java 1.11.0 writes such values with a length before them, although the Avro schema in the same file says that they have none. No other reader can read these manifests (PyIceberg and fastavro fail, too). They are reported as unreadable, and the figures of the table as incomplete.
- **Partitions by \`double\`**: PyIceberg 0.12 reads such values as if they had 32 bits (0.1 becomes 0.10000000149, 1e100 infinity), though it writes them right. Its tables here hold values that a float holds.
- **Entries after a column was dropped**: Trino 476 can't show \`$entries\` of such a table, and leaves the moment of a rollback out of \`$history\`. Iceberg's library says these.
- **Partitions with deletes**: \`$partitions\` of Trino 483 counts delete files among the files of a partition, and their records among its records; 476 does not. It also shows an empty unpartitioned table as one partition without files, and adds up partitions of version 1 after a field became \`void\`. Iceberg's library says these.
- **Version 1 without manifest lists**: no later library reads the files of such a table, and neither does the one of 2020 that wrote it. Avro's own library reads the manifests here.
- **References that never expire**: Iceberg writes such an age as the largest 64-bit integer; a reader that takes ages for ordinary numbers loses it.
`;
  }
}

function engineText({ title, unsaid }: Engine): string {
  const asked =
    unsaid.length === 0
      ? 'says every field itself.'
      : `doesn't say ${unsaid
          .map(key => `\`${key}\``)
          .join(', ')} of its tables; Iceberg's library in Java says these.`;
  return `- **${title}** ${asked}`;
}
