import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { NotFoundError, toError } from '@backstage/errors';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  LAKEHOUSE_CHANGED_TOPIC,
  type LakehouseChangedEvent,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { isDeepStrictEqual } from 'node:util';
import {
  readLakehouseEntities,
  type LakehouseSource,
} from './readLakehouseEntities';
import type { TableRule } from './TableRule';

/**
 * Provides lakehouses, schemas and tables as entities.
 *
 * - When a lakehouse announces a change, only its difference goes to the catalog (delta mutation).
 * - On a schedule, everything is compared (full mutation), so that missed events heal.
 * - Nothing is removed because something could not be read: a failure leaves the
 *   entities as they are, and a lakehouse that was never scanned successfully only adds.
 * @public
 */
export class LakehouseEntityProvider implements EntityProvider {
  readonly #options: Options;
  readonly #logger: LoggerService;
  /** What this process gave the catalog, by lakehouse and entity ref. */
  readonly #provided = new Map<string, Map<string, Entity>>();
  #connection?: EntityProviderConnection;
  /** Mutations one after the other: two at once could remove what the other adds. */
  #queue: Promise<void> = Promise.resolve();

  static create(options: {
    auth: AuthService;
    events: EventsService;
    lakehouse: LakehouseSource;
    logger: LoggerService;
    rules: TableRule[];
    taskRunner: SchedulerServiceTaskRunner;
  }): LakehouseEntityProvider {
    return new LakehouseEntityProvider(options);
  }

  private constructor(options: Options) {
    this.#options = options;
    this.#logger = options.logger.child({ target: this.getProviderName() });
  }

  /** Stable forever: the catalog relates entities to their provider by it. */
  getProviderName(): string {
    return 'LakehouseEntityProvider:default';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#options.events.subscribe({
      id: this.getProviderName(),
      topics: [LAKEHOUSE_CHANGED_TOPIC],
      onEvent: async ({ eventPayload }) => {
        await this.refreshLakehouse(
          (eventPayload as LakehouseChangedEvent).lakehouse,
        );
      },
    });
    await this.#options.taskRunner.run({
      id: `${this.getProviderName()}:refresh`,
      fn: () => this.refresh(),
    });
  }

  /** Compares all lakehouses with the catalog. */
  async refresh(): Promise<void> {
    await this.#enqueue(() => this.#refreshAll());
  }

  /** Brings the entities of one lakehouse up to date. */
  async refreshLakehouse(name: string): Promise<void> {
    await this.#enqueue(() => this.#refreshOne(name));
  }

  async #refreshAll(): Promise<void> {
    const credentials = await this.#options.auth.getOwnServiceCredentials();
    const { items } = await this.#options.lakehouse.listLakehouses({
      credentials,
    });
    const read = new Map<string, { entities: Entity[]; complete: boolean }>();
    const incomplete: string[] = [];
    for (const { name } of items) {
      try {
        const content = await this.#read(name);
        read.set(name, content);
        if (!content.complete) {
          incomplete.push(name);
        }
      } catch (error) {
        incomplete.push(name);
        this.#logger.warn(
          `Lakehouse ${name} could not be read; its entities stay as they are`,
          toError(error),
        );
      }
    }
    if (incomplete.length > 0) {
      this.#logger.info(
        `Not fully known yet: ${incomplete.join(
          ', ',
        )}. Until then, changes are applied lakehouse by lakehouse.`,
      );
      for (const [name, { entities, complete }] of read) {
        await this.#applyDelta(name, entities, { remove: complete });
      }
      return;
    }
    await this.#connected().applyMutation({
      type: 'full',
      entities: [...read.values()].flatMap(({ entities }) =>
        entities.map(deferred),
      ),
    });
    this.#provided.clear();
    for (const [name, { entities }] of read) {
      this.#provided.set(name, byRef(entities));
    }
  }

  async #refreshOne(name: string): Promise<void> {
    try {
      const { entities, complete } = await this.#read(name);
      await this.#applyDelta(name, entities, { remove: complete });
    } catch (error) {
      if (!NotFoundError.is(error) && !isNotFoundResponse(error)) {
        throw error;
      }
      await this.#applyDelta(name, [], { remove: true });
    }
  }

  async #read(name: string) {
    return readLakehouseEntities({
      name,
      lakehouse: this.#options.lakehouse,
      credentials: await this.#options.auth.getOwnServiceCredentials(),
      rules: this.#options.rules,
    });
  }

  async #applyDelta(
    name: string,
    entities: Entity[],
    options: { remove: boolean },
  ): Promise<void> {
    const before = this.#provided.get(name) ?? new Map<string, Entity>();
    const after = byRef(entities);
    const added = [...after].filter(
      ([ref, entity]) => !isDeepStrictEqual(before.get(ref), entity),
    );
    const removed = options.remove
      ? [...before.keys()].filter(ref => !after.has(ref))
      : [];
    if (added.length > 0 || removed.length > 0) {
      await this.#connected().applyMutation({
        type: 'delta',
        added: added.map(([, entity]) => deferred(entity)),
        removed: removed.map(entityRef => ({ entityRef })),
      });
      this.#logger.info(
        `Lakehouse ${name}: ${added.length} entities added or changed, ${removed.length} removed`,
      );
    }
    this.#provided.set(
      name,
      options.remove ? after : new Map([...before, ...after]),
    );
  }

  async #enqueue(work: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(work);
    // The next one runs whatever became of this one; whoever asked for this one gets its failure.
    this.#queue = result.catch(error => {
      this.#logger.warn(
        'Entities of lakehouses were left as they are',
        toError(error),
      );
    });
    await result;
  }

  #connected(): EntityProviderConnection {
    if (!this.#connection) {
      throw new Error(
        `${this.getProviderName()} is not connected to the catalog`,
      );
    }
    return this.#connection;
  }
}

type Options = Parameters<typeof LakehouseEntityProvider.create>[0];

function byRef(entities: Entity[]): Map<string, Entity> {
  return new Map(entities.map(entity => [stringifyEntityRef(entity), entity]));
}

function deferred(entity: Entity): DeferredEntity {
  return { entity, locationKey: 'LakehouseEntityProvider:default' };
}

// Over HTTP the back end's NotFoundError arrives as the cause of a ResponseError.
function isNotFoundResponse(error: unknown): boolean {
  return (
    toError(error).name === 'ResponseError' &&
    (error as { statusCode?: number }).statusCode === 404
  );
}
