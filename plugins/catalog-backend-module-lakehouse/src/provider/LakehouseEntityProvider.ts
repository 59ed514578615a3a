import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
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
  type LakehouseDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { ProvidedLakehouse, type EntityDelta } from './ProvidedLakehouse';
import {
  createLakehouseReader,
  type LakehouseReader,
  type LakehouseSource,
  type TableName,
} from './createLakehouseReader';
import type { TableRule } from './TableRule';

/** Everything is given anew once in this time: entities come back that somebody removed from the catalog. */
const GIVE_ANEW_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Provides lakehouses, schemas and tables as entities.
 *
 * - When a lakehouse announces which tables changed, these are read, and their difference goes to the catalog.
 * - On a schedule, a checksum of each lakehouse is compared with that of what was given. Only where they differ are all
 *   tables read, so that missed events heal, and a refresh without a change costs next to nothing and changes nothing.
 * - At the start and once a day everything is given anew (full mutation): the catalog drops what is not part of it.
 * - Nothing is removed because something could not be read: a failure leaves the
 *   entities as they are, and a lakehouse that was never scanned successfully only adds.
 * @public
 */
export class LakehouseEntityProvider implements EntityProvider {
  readonly #options: Options;
  readonly #logger: LoggerService;
  readonly #provided = new Map<string, ProvidedLakehouse>();
  #givenAnewAt?: number;
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
    /** Clock, milliseconds since the epoch. */
    now?: () => number;
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
        const { lakehouse, tables } = eventPayload as LakehouseChangedEvent;
        await this.refreshLakehouse(lakehouse, tables);
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

  /**
   * Brings the entities of one lakehouse up to date.
   *
   * @param changed - Only these are read, as long as nothing else has changed; all when left out.
   */
  async refreshLakehouse(name: string, changed?: TableName[]): Promise<void> {
    await this.#enqueue(() => this.#refreshOne(name, changed));
  }

  async #refreshAll(): Promise<void> {
    const { auth, lakehouse, now = Date.now } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const { items } = await lakehouse.listLakehouses({ credentials });
    const names = items.map(({ name }) => name);
    const isDue =
      this.#givenAnewAt === undefined ||
      now() - this.#givenAnewAt >= GIVE_ANEW_AFTER_MS;
    if (isDue && (await this.#giveAllAnew(names))) {
      this.#givenAnewAt = now();
      return;
    }
    for (const name of names) {
      try {
        await this.#refreshOne(name, []);
      } catch (error) {
        this.#stays(name, error);
      }
    }
    for (const name of [...this.#provided.keys()]) {
      if (!names.includes(name)) {
        await this.#remove(name);
      }
    }
  }

  /** Replaces everything at once. False when a lakehouse is not fully known: what it has must not be dropped then. */
  async #giveAllAnew(names: string[]): Promise<boolean> {
    const all = new Map<string, ProvidedLakehouse>();
    const entities: Entity[] = [];
    try {
      const readers = new Map<string, LakehouseReader>();
      const details: LakehouseDetail[] = [];
      for (const name of names) {
        const reader = await this.#reader(name);
        readers.set(name, reader);
        details.push(await reader.detail());
      }
      const unknown = details.filter(detail => !isScanned(detail));
      if (unknown.length > 0) {
        this.#logger.info(
          `Not scanned yet: ${unknown
            .map(({ name }) => name)
            .join(
              ', ',
            )}. Until then, changes are applied lakehouse by lakehouse.`,
        );
        return false;
      }
      for (const detail of details) {
        const provided = new ProvidedLakehouse(this.#options.rules);
        const tables = await readers.get(detail.name)!.allTables();
        entities.push(
          ...provided.replaceAll(detail, tables, { keep: false }).added,
        );
        all.set(detail.name, provided);
      }
    } catch (error) {
      this.#logger.warn(
        'Not all lakehouses could be read; changes are applied lakehouse by lakehouse',
        toError(error),
      );
      return false;
    }
    await this.#connected().applyMutation({
      type: 'full',
      entities: entities.map(deferred),
    });
    this.#provided.clear();
    for (const [name, provided] of all) {
      this.#provided.set(name, provided);
    }
    return true;
  }

  async #refreshOne(name: string, changed?: TableName[]): Promise<void> {
    const before = this.#provided.get(name);
    const provided = before ?? new ProvidedLakehouse(this.#options.rules);
    try {
      const reader = await this.#reader(name);
      const detail = await reader.detail();
      const keep = !isScanned(detail);
      if (before && changed) {
        const some = await reader.tables(changed);
        await this.#apply(name, provided, copy =>
          copy.replaceSome(detail, changed, some),
        );
        if (this.#provided.get(name)!.isCurrent(detail)) {
          return;
        }
      }
      const tables = await reader.allTables();
      await this.#apply(name, this.#provided.get(name) ?? provided, copy =>
        copy.replaceAll(detail, tables, { keep }),
      );
    } catch (error) {
      if (!NotFoundError.is(error) && !isNotFoundResponse(error)) {
        throw error;
      }
      await this.#remove(name);
    }
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

  async #reader(name: string): Promise<LakehouseReader> {
    const { auth, lakehouse } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    return createLakehouseReader({ name, lakehouse, credentials });
  }

  /** What was given is remembered only when the catalog has taken it: otherwise the next refresh gives it again. */
  async #apply(
    name: string,
    provided: ProvidedLakehouse,
    change: (copy: ProvidedLakehouse) => EntityDelta,
  ): Promise<void> {
    const copy = provided.copy();
    const { added, removed } = change(copy);
    if (added.length > 0 || removed.length > 0) {
      await this.#connected().applyMutation({
        type: 'delta',
        added: added.map(deferred),
        removed: removed.map(entityRef => ({ entityRef })),
      });
      this.#logger.info(
        `Lakehouse ${name}: ${added.length} entities added or changed, ${removed.length} removed`,
      );
    }
    this.#provided.set(name, copy);
  }

  async #remove(name: string): Promise<void> {
    const removed = this.#provided.get(name)?.refs() ?? [];
    if (removed.length > 0) {
      await this.#connected().applyMutation({
        type: 'delta',
        added: [],
        removed: removed.map(entityRef => ({ entityRef })),
      });
      this.#logger.info(`Lakehouse ${name} is gone`);
    }
    this.#provided.delete(name);
  }

  #stays(name: string, error: unknown): void {
    this.#logger.warn(
      `Lakehouse ${name} could not be read; its entities stay as they are`,
      toError(error),
    );
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

/** Before the first complete scan, tables may be missing that the catalog knows. */
function isScanned(detail: LakehouseDetail): boolean {
  return detail.scan.lastSuccessAt !== undefined;
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
