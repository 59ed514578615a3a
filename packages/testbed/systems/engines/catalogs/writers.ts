import { join } from 'node:path';
import {
  runPyIceberg,
  runSparkSql,
  sharedSystem,
  sparkCatalogs,
  trinoCatalogs,
  TrinoStatements,
  uniqueName,
} from '../../../src';
import {
  CHANGE_NAMES,
  type Change,
  type Outcome,
  type Script,
} from './changes';
import { sparkScripts } from './sparkScripts';
import { trinoScripts } from './trinoScripts';
import type { Place, Writer } from './Writer';

function trinoWriter(version: '476' | '483'): Writer {
  const system = version === '476' ? 'trino' : 'trino-next';
  return {
    name: `Trino ${version}`,
    key: `trino${version}`,
    async write(place) {
      const trino = new TrinoStatements((await sharedSystem(system)).url);
      return inTrino(trino, place, async catalog => {
        const table = (change: Change) =>
          `${catalog}.${place.schema}.${place.table(change)}`;
        const scripts = trinoScripts(version, table);
        const outcomes = eachChange<Outcome>(() => ({ error: 'Not tried' }));
        for (const change of CHANGE_NAMES)
          outcomes[change] = await runScript(
            trino,
            scripts[change],
            table(change),
          );
        return outcomes;
      });
    },
    refusals: () => refusalsOf(trinoScripts(version, String)),
  };
}

const SPARK: Writer = {
  name: 'Spark 4.0.1',
  key: 'spark',
  async write(place) {
    const { remote } = await sharedSystem('spark');
    const { name } = place.catalog;
    const scripts = sparkScripts(
      name,
      change => `${name}.${place.schema}.${place.table(change)}`,
    );
    const found = await runSparkSql(
      remote,
      eachChange(change => [
        ...scripts[change].statements,
        `SELECT count(*) FROM ${name}.${place.schema}.${place.table(change)}`,
      ]),
      { [name]: sparkCatalogs(place.connections)[name] },
    );
    return eachChange(change => {
      const outcome = found[change];
      return outcome.error === undefined
        ? { rows: Number(outcome.rows[0][0]) }
        : { error: firstLine(outcome.error) };
    });
  },
  refusals: () => refusalsOf(sparkScripts('any', String)),
};

const PYICEBERG: Writer = {
  name: 'PyIceberg 0.12',
  key: 'pyiceberg',
  async write({ catalog, connections, schema, table }) {
    const { s3 } = connections;
    return runPyIceberg(join(__dirname, 'pyiceberg_changes.py'), {
      catalog: catalog.name,
      properties: {
        ...catalog.pyIceberg(connections),
        's3.endpoint': s3.endpoint,
        's3.access-key-id': s3.accessKeyId,
        's3.secret-access-key': s3.secretAccessKey,
        's3.region': s3.region,
        'py-io-impl': 'pyiceberg.io.pyarrow.PyArrowFileIO',
      },
      tables: eachChange(change => [schema, table(change)]),
    });
  },
  refusals: ({ pyIcebergRefusal }) => ({
    ...(pyIcebergRefusal && eachChange(() => pyIcebergRefusal)),
    ...(!pyIcebergRefusal && { optimised: /has no attribute 'compact'/ }),
    vectors:
      /Writing V3 is not yet supported|Cannot write manifest for table version: 3/,
  }),
};

/** Engines that write, in the order of the page. */
export const WRITERS: Writer[] = [
  trinoWriter('476'),
  trinoWriter('483'),
  SPARK,
  PYICEBERG,
];

/** Gives the catalog to a Trino under a name that nobody else has, as long as that is worked with. */
export async function inTrino<T>(
  trino: TrinoStatements,
  { catalog, connections }: Pick<Place, 'catalog' | 'connections'>,
  work: (catalog: string) => Promise<T>,
): Promise<T> {
  const name = uniqueName(catalog.name);
  await trino.createCatalog(name, trinoCatalogs(connections)[catalog.name]);
  try {
    return await work(name);
  } finally {
    await trino.dropCatalog(name);
  }
}

/** Without the stack of the server. */
function firstLine(text: string): string {
  return text.split('\n')[0];
}

function eachChange<T>(work: (change: Change) => T): Record<Change, T> {
  return Object.fromEntries(
    CHANGE_NAMES.map(change => [change, work(change)]),
  ) as Record<Change, T>;
}

async function runScript(
  trino: TrinoStatements,
  { statements }: Script,
  table: string,
): Promise<Outcome> {
  try {
    for (const statement of statements) await trino.query(statement);
    const [[rows]] = await trino.query(`SELECT count(*) FROM ${table}`);
    return { rows: Number(rows) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function refusalsOf(
  scripts: Record<Change, Script>,
): Partial<Record<Change, RegExp>> {
  return Object.fromEntries(
    Object.entries(scripts).flatMap(([change, { refusal }]) =>
      refusal ? [[change, refusal]] : [],
    ),
  );
}
