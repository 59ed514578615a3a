import { quoteIdentifier, quoteName } from '@lakehouse-portal/trino';
import { CheckFailed } from '../diagnosis';
import type { AccessExpectation, SampleColumn } from '../model';
import type { Proof, StepRun } from '../run';
import { type MadeTable, ownershipComment, readOwnership } from '../table';
import { dropTable } from '../table/dropTable';
import { findTable } from '../table/findTable';
import { LEFTOVER_AGE_MS } from '../table/removeLeftovers';
import { SAMPLE_ROWS, sampleValue } from './sampleValue';

/** Column by which rows of a made table are told apart. */
export const KEY_COLUMN = 'lakehouse_prove_key';

/** A table that users are let at: one that was there, or one that is made for it and filled. */
export class AccessTable {
  readonly schema: string;
  readonly table: string;
  readonly #columns = new Map<string, SampleColumn>();
  readonly #isNamed: boolean;
  #isMade: boolean | undefined;

  /** @param expectations - All that are about this table: a made one gets the columns of all. */
  constructor(proof: Proof, expectations: AccessExpectation[]) {
    const [{ schema, table }] = expectations;
    this.schema = schema;
    this.#isNamed = table !== undefined;
    this.table = table ?? proof.tableName('_access');
    for (const { column, otherColumns = [] } of expectations) {
      for (const other of otherColumns) {
        this.#columns.set(other.name, other);
      }
      if (typeof column === 'object') {
        this.#columns.set(column.name, column);
      } else if (column !== undefined && !this.#columns.has(column)) {
        this.#columns.set(column, { name: column });
      }
    }
  }

  /** Whether it is ours. Known once it was provided. */
  get isMade(): boolean {
    return this.#isMade === true;
  }

  sql(proof: Proof): string {
    return quoteName(proof.catalog, this.schema, this.table);
  }

  /** Looks for it, and makes and fills it where it is missing; once. */
  async provide(step: StepRun): Promise<void> {
    if (this.#isMade !== undefined) {
      return;
    }
    const found = await findTable(step, this);
    if (found === 'missing') {
      await this.#make(step);
      this.#isMade = true;
      return;
    }
    const owner = readOwnership(found.comment);
    if (!owner) {
      this.#isMade = false;
      return;
    }
    if (Date.now() - owner.madeAt.getTime() < LEFTOVER_AGE_MS) {
      throw new CheckFailed({
        hop: 'catalog',
        message: `${this.schema}.${this.table} was made by another proof (run ${
          owner.run
        }) at ${owner.madeAt.toISOString()}`,
        cause: 'Another proof is at work, or was killed less than an hour ago.',
        remedy: `Wait until it is over; if it was killed: DROP TABLE ${this.sql(
          step.proof,
        )}`,
      });
    }
    await dropTable(step, this.#noted(), { ofAnyRun: true });
    await this.#make(step);
    this.#isMade = true;
  }

  async #make(step: StepRun): Promise<void> {
    const { proof } = step;
    const comment = ownershipComment({ run: proof.run, madeAt: new Date() });
    const columns = [...this.#columns.values()];
    proof.made.add(this.#noted());
    await step.run(
      `CREATE TABLE ${this.sql(proof)} (${[
        `${KEY_COLUMN} bigint`,
        ...columns.map(
          ({ name, type = 'varchar' }) => `${quoteIdentifier(name)} ${type}`,
        ),
      ].join(', ')}) COMMENT '${comment}'`,
    );
    await step.run(`INSERT INTO ${this.sql(proof)} VALUES ${this.#rows()}`);
  }

  /** `(1, CAST(…)), (2, …)`. */
  #rows(): string {
    return Array.from({ length: SAMPLE_ROWS }, (_, index) => {
      const values = [...this.#columns.values()].map(column =>
        sampleValue(column, index + 1),
      );
      return `(${[String(index + 1), ...values].join(', ')})`;
    }).join(', ');
  }

  #noted(): MadeTable {
    return {
      schema: this.schema,
      table: this.table,
      isNamed: this.#isNamed,
    };
  }
}
