import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  checkPolicy,
  describePolicy,
  formatPolicy,
  matchesSelector,
  readMaintenancePolicy,
  type AppliedPolicy,
  type ApprovalRule,
  type MaintenanceOperation,
  type MaintenancePolicyDocument,
} from '@lakehouse-portal/maintenance';
import type {
  PolicyDetail,
  PolicyList,
  PolicyPreview,
  PolicyPreviewRequest,
  PolicySummary,
  SavePolicyRequest,
  TablePolicy,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseServiceOptions } from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig } from '../config';
import type { LakehouseDirectory } from '../connectors';
import type { TableStore } from '../database';
import { isoTime } from '../isoTime';
import { requireSubject } from '../maintenance/requireSubject';
import type { TableJudge } from '../scan';
import type { PolicyService } from './PolicyService';
import type { PolicySource } from './PolicySource';
import type { PolicyStore, StoredPolicy } from './PolicyStore';
import type { SelectedTables, Selection } from './SelectedTables';

const VERSIONS = 50;

/** What the service works with. */
export interface DatabasePolicyServiceOptions {
  source: PolicySource;
  store: PolicyStore;
  selected: SelectedTables;
  directory: Pick<LakehouseDirectory, 'list' | 'get'>;
  tables: Pick<TableStore, 'find' | 'readDocuments'>;
  judge: Pick<TableJudge, 'policyOf' | 'maintenanceOf'>;
  /** What the configuration says where policies leave it open. */
  approvals: Partial<Record<MaintenanceOperation, ApprovalRule>>;
  /** Has the tables of lakehouses judged anew, in the background. */
  judgeAgain: (lakehouses: ConnectionConfig[]) => void;
  now: () => number;
}

/** Keeps policies, and says what they come to. Checks no permission: that is the business of `AuthorizedPolicyService`. */
export class DatabasePolicyService implements PolicyService {
  readonly #options: DatabasePolicyServiceOptions;

  static create(options: DatabasePolicyServiceOptions): PolicyService {
    return new DatabasePolicyService(options);
  }

  private constructor(options: DatabasePolicyServiceOptions) {
    this.#options = options;
  }

  async listPolicies(): Promise<PolicyList> {
    const { source } = this.#options;
    await source.refresh();
    const { summaries, tables } = await this.#summarize(this.#all());
    return { items: summaries.map(({ summary }) => summary), tables };
  }

  async getPolicy(name: string): Promise<PolicyDetail> {
    const { source, store } = this.#options;
    await source.refresh();
    const found = this.#all().find(
      ({ document }) => document.metadata.name === name,
    );
    if (!found) {
      throw new NotFoundError(`There is no policy "${name}"`);
    }
    const { summaries } = await this.#summarize([found]);
    const [{ summary, examples }] = summaries;
    const versions =
      found.stored === undefined
        ? []
        : await store.listVersions(name, VERSIONS);
    return {
      ...summary,
      yaml: formatPolicy(summary.document),
      examples,
      versions: versions.map(({ changedAt, ...version }) => ({
        ...version,
        changedAt: isoTime(changedAt),
      })),
    };
  }

  async previewPolicy({
    document,
  }: PolicyPreviewRequest): Promise<PolicyPreview> {
    const { source, selected } = this.#options;
    const issues = checkPolicy(document);
    if (issues.length > 0) {
      return { issues };
    }
    const right = document as MaintenancePolicyDocument;
    await source.refresh();
    const existing = this.#all().find(
      one => one.document.metadata.name === right.metadata.name,
    );
    const { selections } = await selected.select(
      [right.spec.selector],
      await this.#lakehouses(),
    );
    return {
      issues: [],
      yaml: formatPolicy(right),
      ...selections[0],
      ...(existing && {
        existing: {
          origin: existing.stored ? 'portal' : 'configuration',
          version: existing.stored?.version,
        },
      }),
    };
  }

  async savePolicy(
    request: SavePolicyRequest,
    { credentials }: LakehouseServiceOptions,
  ): Promise<PolicyDetail> {
    const { source, store, now } = this.#options;
    const document = checked(request.document);
    const { name } = document.metadata;
    if (source.isConfigured(name)) {
      throw new ConflictError(
        `The configuration of the portal has a policy "${name}": it is changed there, or another name is chosen`,
      );
    }
    await source.refresh();
    const before = source.stored.find(
      one => one.document.metadata.name === name,
    );
    await store.save(document, {
      version: request.version,
      by: requireSubject(credentials),
      at: now(),
    });
    await this.#tookEffect([document, before?.document]);
    return this.getPolicy(name);
  }

  async removePolicy(
    name: string,
    version: number,
    { credentials }: LakehouseServiceOptions,
  ): Promise<void> {
    const { source, store, now } = this.#options;
    await source.refresh();
    const before = source.stored.find(
      one => one.document.metadata.name === name,
    );
    const naming = source.isConfigured(name) ? [] : await source.naming(name);
    if (before && naming.length > 0) {
      throw new ConflictError(
        `The policy "${name}" is named by the document of ${naming.join(
          ', ',
        )}: it is taken out of there first, and the lakehouse registered again`,
      );
    }
    if (!before && source.isConfigured(name)) {
      throw new ConflictError(
        `The policy "${name}" is in the configuration of the portal: it is removed there`,
      );
    }
    await store.remove(name, {
      version,
      by: requireSubject(credentials),
      at: now(),
    });
    await this.#tookEffect([before?.document]);
  }

  async getTablePolicy(ref: TableRef): Promise<TablePolicy> {
    const { source, directory, tables, judge, approvals } = this.#options;
    await source.refresh();
    const connection = await directory.get(ref.lakehouse);
    const known = await tables.find(ref);
    if (!known) {
      throw new NotFoundError(
        `There is no table "${ref.schema}.${ref.table}" in lakehouse "${ref.lakehouse}"`,
      );
    }
    const documents = await tables.readDocuments(known.id);
    if (!documents) {
      throw new ServiceUnavailableError(
        `The metadata of ${ref.schema}.${ref.table} has not been read yet, and its own properties count, too; the next scan does it`,
      );
    }
    const table = {
      connection,
      schema: ref.schema,
      name: ref.table,
      layer: known.summary.layer,
    };
    const policy = judge.maintenanceOf(table);
    const health = judge.policyOf({ ...table, metadata: documents.metadata });
    return {
      ...ref,
      policies: policy.policies,
      values: describePolicy(policy, health, approvals),
    };
  }

  #all(): Array<{
    document: AppliedPolicy;
    stored?: StoredPolicy;
  }> {
    const { source } = this.#options;
    return [
      ...source.configured.map(document => ({ document })),
      ...source.stored.map(stored => ({ document: stored.document, stored })),
      ...source.ofDocuments.map(document => ({ document })),
    ];
  }

  async #summarize(
    all: Array<{ document: AppliedPolicy; stored?: StoredPolicy }>,
  ): Promise<{
    summaries: Array<{ summary: PolicySummary; examples: TableRef[] }>;
    tables: number;
  }> {
    const { selected, source } = this.#options;
    const { selections, tables } = await selected.select(
      all.map(({ document }) => document.spec.selector),
      await this.#lakehouses(),
    );
    const summaries = all.map(({ document, stored }, index) => ({
      summary: summaryOf(document, stored, selections[index], source),
      examples: selections[index].examples,
    }));
    return {
      summaries: summaries.sort((a, b) =>
        a.summary.name < b.summary.name ? -1 : 1,
      ),
      tables,
    };
  }

  async #lakehouses(): Promise<string[]> {
    return (await this.#options.directory.list()).map(({ name }) => name);
  }

  /** Plans go by it at once; what is due is by verdicts, so that the tables it is or was for are judged anew. */
  async #tookEffect(
    documents: Array<MaintenancePolicyDocument | undefined>,
  ): Promise<void> {
    const { source, directory, judgeAgain } = this.#options;
    await source.refresh();
    const lakehouses = (await directory.list()).filter(({ name }) =>
      documents.some(
        document =>
          document !== undefined &&
          matchesSelector(
            { lakehouse: document.spec.selector?.lakehouse },
            { lakehouse: name, schema: '', table: '' },
          ),
      ),
    );
    judgeAgain(lakehouses);
  }
}

function summaryOf(
  { origin, ...document }: AppliedPolicy,
  stored: StoredPolicy | undefined,
  { tables }: Selection,
  source: PolicySource,
): PolicySummary {
  const { name } = document.metadata;
  return {
    name,
    document,
    origin: originOf(origin, stored),
    ...(origin && { lakehouse: origin.lakehouse }),
    tables,
    ...(stored && {
      version: stored.version,
      changedAt: isoTime(stored.changedAt),
      changedBy: stored.changedBy,
      ...(source.isConfigured(name) && { overruled: true }),
    }),
  };
}

function originOf(
  origin: AppliedPolicy['origin'],
  stored: StoredPolicy | undefined,
): PolicySummary['origin'] {
  if (origin) {
    return 'document';
  }
  return stored ? 'portal' : 'configuration';
}

/** @throws InputError with all that is wrong. */
function checked(document: unknown): MaintenancePolicyDocument {
  try {
    // Orphan files before seven days are for the configuration: whoever writes that administers the portal.
    return readMaintenancePolicy(document, 'The policy');
  } catch (error) {
    throw new InputError(
      error instanceof Error ? error.message : String(error),
    );
  }
}
