import { EmbeddedLakehouse } from '../EmbeddedLakehouse';
import type { RetailRecipe } from './RetailRecipe';
import { RetailWriter } from './RetailWriter';
import { SettableClock } from './SettableClock';
import { seededUuids } from './seededUuids';

/** Makes one table after the other, with a clock and ids of its own. */
export class RetailLane {
  readonly #lakehouse: EmbeddedLakehouse;
  readonly #clock: SettableClock;
  readonly #ids: { next: () => string };
  readonly #nowMs: number;

  static async open(
    options: { directory: string; name?: string },
    nowMs: number,
  ): Promise<RetailLane> {
    const clock = new SettableClock(nowMs);
    const ids = { next: seededUuids(`${nowMs}`) };
    const lakehouse = await EmbeddedLakehouse.open({
      directory: options.directory,
      name: options.name ?? 'retail',
      now: clock.now,
      newUuid: () => ids.next(),
      // A crash makes the example anew, so nothing has to be safe before the end.
      durable: false,
      engine: { threads: 1 },
    });
    return new RetailLane(lakehouse, clock, ids, nowMs);
  }

  private constructor(
    lakehouse: EmbeddedLakehouse,
    clock: SettableClock,
    ids: { next: () => string },
    nowMs: number,
  ) {
    this.#lakehouse = lakehouse;
    this.#clock = clock;
    this.#ids = ids;
    this.#nowMs = nowMs;
  }

  async createNamespaces(
    namespaces: Record<string, Record<string, string>>,
  ): Promise<void> {
    for (const [namespace, properties] of Object.entries(namespaces)) {
      await this.#lakehouse.createNamespace(namespace, properties);
    }
  }

  async create(recipe: RetailRecipe): Promise<void> {
    const table = `${recipe.schema}.${recipe.table}`;
    const properties = {
      ...recipe.create.properties,
      owner: recipe.owner,
      'lakehouse.layer': recipe.layer,
      comment: recipe.description,
    };
    // By table, so that the ids do not depend on which lane makes it.
    this.#ids.next = seededUuids(`${this.#nowMs} ${table}`);
    this.#clock.nowMs = this.#nowMs - recipe.ageMs;
    await this.#lakehouse.createTable(table, { ...recipe.create, properties });
    await recipe.fill(
      new RetailWriter(this.#lakehouse, this.#clock, table, this.#nowMs),
    );
  }

  close(): Promise<void> {
    return this.#lakehouse.close();
  }
}
