import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import type {
  LakehouseConnectionContext,
  LakehouseConnector,
  LakehouseConnectorFactory,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { EmbeddedLakehouse, QueryRunner } from '@lakehouse-portal/embedded';
import type { QueryLimits } from '../../config';
import { EmbeddedConnector } from './EmbeddedConnector';
import { prepareExample } from './prepareExample';
import { readEmbeddedConfig } from './readEmbeddedConfig';

/** Opens embedded lakehouses: a SQLite catalog and a warehouse on the disk of the back end. */
export class EmbeddedConnectorFactory implements LakehouseConnectorFactory {
  readonly type = 'embedded';
  readonly #limits: QueryLimits;
  readonly #runner: QueryRunner;

  static create(options: { limits: QueryLimits }): EmbeddedConnectorFactory {
    return new EmbeddedConnectorFactory(options.limits);
  }

  private constructor(limits: QueryLimits) {
    this.#limits = limits;
    // One for all lakehouses: the limit is that of the machine.
    this.#runner = QueryRunner.create({ maxConcurrent: limits.concurrency });
  }

  async connect(
    context: LakehouseConnectionContext,
  ): Promise<LakehouseConnector> {
    const { name, config } = context;
    const key = `lakehouse.connections.${name}`;
    const read = readEmbeddedConfig(config, { name, key });
    const { catalogName, example } = read;
    const directory = resolve(read.directory);
    if (example === 'retail') {
      await prepareExample({ ...context, directory, catalogName });
    }
    const problem = await problemOf(join(directory, 'catalog.db'));
    if (problem) {
      // Opening would make an empty one, which hides a mistake in the path, or looks as if all tables were dropped.
      throw new InputError(
        `Config ${key}.directory: there is no embedded lakehouse in ${directory}, ${problem}${
          example === 'retail'
            ? '. To have the example made anew, remove the folder'
            : ''
        }`,
      );
    }
    const lakehouse = await EmbeddedLakehouse.open({
      directory,
      name: catalogName,
    });
    return EmbeddedConnector.create({
      lakehouse,
      catalogName,
      connectionName: name,
      runner: this.#runner,
      limits: this.#limits,
    });
  }

  /** Cancels all queries. */
  close(): void {
    this.#runner.close();
  }
}

async function problemOf(catalog: string): Promise<string | undefined> {
  const stats = await stat(catalog).catch(() => undefined);
  if (!stats) {
    return 'it has no catalog.db';
  }
  return stats.size === 0 ? 'its catalog.db is empty' : undefined;
}
