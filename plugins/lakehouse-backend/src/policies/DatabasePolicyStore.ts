import { isDeepStrictEqual } from 'node:util';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  readMaintenancePolicy,
  type MaintenancePolicyDocument,
} from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import { storableText } from '../database/storableText';
import type {
  PolicyChange,
  PolicyStore,
  StoredPolicy,
  StoredPolicyVersion,
} from './PolicyStore';

/** Row of `lakehouse_policy_versions`. */
interface PolicyVersionRow {
  id: number;
  name: string;
  version: number;
  document: string | null;
  /** PostgreSQL gives 64-bit numbers as text. */
  changed_at: number | string;
  changed_by: string;
}

/** Keeps policies in the plugin's database; a change is a row more, and two at the same time are one and a conflict. */
export class DatabasePolicyStore implements PolicyStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): PolicyStore {
    return new DatabasePolicyStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async revision(): Promise<number> {
    // Not the greatest id: of two transactions the one with the greater may end first.
    const row = await this.#rows().count({ versions: '*' }).first();
    return Number((row as { versions?: number | string })?.versions ?? 0);
  }

  async list(): Promise<StoredPolicy[]> {
    const newest = this.#rows()
      .select('name')
      .max({ version: 'version' })
      .groupBy('name')
      .as('newest');
    const rows = (await this.#knex('lakehouse_policy_versions as v')
      .join(newest, join =>
        join.on('newest.name', 'v.name').andOn('newest.version', 'v.version'),
      )
      .whereNotNull('v.document')
      .select('v.*')) as PolicyVersionRow[];
    return rows
      .map(row => ({ ...versionOfRow(row), document: readDocument(row) }))
      .sort((a, b) =>
        a.document.metadata.name < b.document.metadata.name ? -1 : 1,
      );
  }

  async listVersions(
    name: string,
    limit: number,
  ): Promise<StoredPolicyVersion[]> {
    const rows = await this.#rows()
      .where({ name })
      .orderBy('version', 'desc')
      .limit(limit);
    return rows.map(row => ({
      ...versionOfRow(row),
      ...(row.document !== null && {
        // As it was then, which may not be right any more.
        document: JSON.parse(row.document) as MaintenancePolicyDocument,
      }),
    }));
  }

  async save(
    document: MaintenancePolicyDocument,
    change: PolicyChange,
  ): Promise<void> {
    const { name } = document.metadata;
    const [newest] = await this.listVersions(name, 1);
    if (isDeepStrictEqual(newest?.document, document)) {
      return;
    }
    if (newest?.document && change.version === undefined) {
      throw new ConflictError(
        `There is a policy "${name}" already, version ${newest.version}. To change it, say which version is to be replaced`,
      );
    }
    if (change.version !== undefined && change.version !== newest?.version) {
      throw changedMeanwhile(name, newest);
    }
    await this.#add(name, newest, JSON.stringify(document), change);
  }

  async remove(
    name: string,
    change: PolicyChange & { version: number },
  ): Promise<void> {
    const [newest] = await this.listVersions(name, 1);
    if (!newest?.document) {
      throw new NotFoundError(`The portal keeps no policy "${name}"`);
    }
    if (change.version !== newest.version) {
      throw changedMeanwhile(name, newest);
    }
    await this.#add(name, newest, null, change);
  }

  async #add(
    name: string,
    newest: StoredPolicyVersion | undefined,
    document: string | null,
    { by, at }: PolicyChange,
  ): Promise<void> {
    const added = await this.#rows()
      .insert({
        name,
        version: (newest?.version ?? 0) + 1,
        document: document === null ? null : storableText(document),
        changed_at: at,
        changed_by: by,
      })
      .onConflict(['name', 'version'])
      .ignore()
      .returning('id');
    if (added.length === 0) {
      throw changedMeanwhile(name, newest);
    }
  }

  #rows() {
    return this.#knex<PolicyVersionRow>('lakehouse_policy_versions');
  }
}

function changedMeanwhile(
  name: string,
  newest: StoredPolicyVersion | undefined,
): ConflictError {
  return new ConflictError(
    newest?.document
      ? `The policy "${name}" has been changed meanwhile, by ${newest.changedBy}: look at it again`
      : `The policy "${name}" has been removed meanwhile: look at the list again`,
  );
}

function versionOfRow(row: PolicyVersionRow) {
  return {
    version: row.version,
    changedAt: Number(row.changed_at),
    changedBy: row.changed_by,
  };
}

function readDocument(row: PolicyVersionRow): MaintenancePolicyDocument {
  return readMaintenancePolicy(
    JSON.parse(row.document ?? 'null'),
    `The policy "${row.name}" of the portal's database (version ${row.version})`,
  );
}
