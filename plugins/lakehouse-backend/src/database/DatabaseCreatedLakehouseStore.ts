import { randomUUID } from 'node:crypto';
import type { CreateLakehouseRequest } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import type {
  CreatedLakehouse,
  CreatedLakehouseStore,
  CreationClaim,
} from './CreatedLakehouseStore';
import type { CreatedRow } from './rows';

/** Without a sign of life for this long, whoever was creating a lakehouse is gone. */
const CLAIM_TIMEOUT_MS = 60_000;

/** Keeps lakehouses that were created in the portal in the plugin's database. */
export class DatabaseCreatedLakehouseStore implements CreatedLakehouseStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseCreatedLakehouseStore {
    return new DatabaseCreatedLakehouseStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listReady(): Promise<CreatedLakehouse[]> {
    const rows = await this.#rows().where({ state: 'ready' }).orderBy('name');
    return rows.map(lakehouseOfRow);
  }

  async claim(
    lakehouse: CreatedLakehouse,
    nowMs: number,
  ): ReturnType<CreatedLakehouseStore['claim']> {
    const { name } = lakehouse.request;
    const claim: CreationClaim = { name, claimId: randomUUID() };
    const row: CreatedRow = {
      name,
      state: 'creating',
      claim_id: claim.claimId,
      heartbeat_at: nowMs,
      request: JSON.stringify(lakehouse.request),
      directory: lakehouse.directory,
      created_at: lakehouse.createdAt,
      created_by: lakehouse.createdBy ?? null,
    };
    await this.#rows().insert(row).onConflict('name').ignore();
    const stored = await this.#rows().where({ name }).first();
    if (stored?.claim_id === claim.claimId) {
      return { kind: 'claimed', claim, directory: row.directory };
    }
    if (stored?.state === 'ready') {
      return { kind: 'existing', lakehouse: lakehouseOfRow(stored) };
    }
    const changed = await this.#rows()
      .where({ name, state: 'creating' })
      .where('heartbeat_at', '<', nowMs - CLAIM_TIMEOUT_MS)
      .update(row);
    return changed === 1 && stored
      ? { kind: 'abandoned', claim, directory: stored.directory }
      : { kind: 'busy' };
  }

  async heartbeat(claim: CreationClaim, nowMs: number): Promise<boolean> {
    return (await this.#claimed(claim).update({ heartbeat_at: nowMs })) === 1;
  }

  async complete(claim: CreationClaim): Promise<boolean> {
    return (await this.#claimed(claim).update({ state: 'ready' })) === 1;
  }

  async release(claim: CreationClaim): Promise<void> {
    await this.#claimed(claim).delete();
  }

  async change(
    lakehouse: CreatedLakehouse,
    request: CreateLakehouseRequest,
  ): Promise<boolean> {
    const changed = await this.#unchanged(lakehouse).update({
      request: JSON.stringify(request),
    });
    return changed === 1;
  }

  async remove(lakehouse: CreatedLakehouse): Promise<void> {
    await this.#unchanged(lakehouse).delete();
  }

  /** The row of one that is complete, as long as it is as it was read. */
  #unchanged({ request }: CreatedLakehouse) {
    return this.#rows().where({
      name: request.name,
      state: 'ready',
      request: JSON.stringify(request),
    });
  }

  #claimed(claim: CreationClaim) {
    return this.#rows().where({
      name: claim.name,
      claim_id: claim.claimId,
      state: 'creating',
    });
  }

  #rows() {
    return this.#knex<CreatedRow>('lakehouse_created');
  }
}

function lakehouseOfRow(row: CreatedRow): CreatedLakehouse {
  return {
    request: JSON.parse(row.request) as CreateLakehouseRequest,
    directory: row.directory,
    createdAt: Number(row.created_at),
    createdBy: row.created_by ?? undefined,
  };
}
