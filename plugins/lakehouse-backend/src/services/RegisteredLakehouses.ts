import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type {
  CreateLakehouseRequest,
  LakehouseChangedEvent,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseDirectory } from '../connectors';
import type { CreatedLakehouse, CreatedLakehouseStore } from '../database';
import type { PolicySource } from '../policies';
import { subjectOf } from './subjectOf';

/** What it works with. */
export interface RegisteredLakehousesOptions {
  directory: Pick<LakehouseDirectory, 'isConfigured'>;
  created: Pick<CreatedLakehouseStore, 'listReady' | 'change' | 'remove'>;
  policies: Pick<PolicySource, 'refresh' | 'written'>;
  /** Whether somebody may change all policies, and therefore what holds for the lakehouses of others. */
  mayAdministerPolicies: (
    credentials: BackstageCredentials,
  ) => Promise<boolean>;
  /** Closes the connection that there is to one that is gone. */
  onRemoved: (name: string) => Promise<void>;
  onChanged: (event: LakehouseChangedEvent) => Promise<void>;
  logger: LoggerService;
}

/** Lakehouses that are elsewhere: what their documents say is brought up to date, and they are forgotten when they are gone. */
export class RegisteredLakehouses {
  readonly #options: RegisteredLakehousesOptions;

  static create(options: RegisteredLakehousesOptions): RegisteredLakehouses {
    return new RegisteredLakehouses(options);
  }

  private constructor(options: RegisteredLakehousesOptions) {
    this.#options = options;
  }

  /** @throws InputError for a policy that a document names and that there is not: nobody would obey it. */
  async requirePolicy({ maintenance }: CreateLakehouseRequest): Promise<void> {
    const name = maintenance?.policy;
    if (name === undefined) {
      return;
    }
    const { policies } = this.#options;
    await policies.refresh();
    const names = policies.written.map(({ metadata }) => metadata.name);
    if (!names.includes(name)) {
      throw new InputError(
        `maintenance.policy: there is no policy of maintenance "${name}"; there ${
          names.length === 0
            ? 'is none'
            : `${names.length === 1 ? 'is' : 'are'} ${names.sort().join(', ')}`
        }`,
      );
    }
  }

  /** Has what a document says of maintenance hold on this replica at once; the others know of it within seconds. */
  async refreshPolicies(): Promise<void> {
    await this.#options.policies.refresh();
  }

  /**
   * Stores what a document says now: layers, title, and what it says of maintenance.
   *
   * @param request - A checked one, for the same lakehouse at the same place.
   * @throws NotAllowedError for who has not registered it; ConflictError when somebody else changes it at the same time.
   */
  async change(
    existing: CreatedLakehouse,
    request: CreateLakehouseRequest,
    credentials: BackstageCredentials,
  ): Promise<CreatedLakehouse> {
    const { created, policies, logger, onChanged } = this.#options;
    const { name } = request;
    await this.#requireMayChange(existing, credentials);
    if (!(await created.change(existing, request))) {
      throw new ConflictError(
        `The lakehouse "${name}" is changed by somebody else at this moment. Register it again`,
      );
    }
    await policies.refresh();
    logger.info(`Lakehouse "${name}" was registered anew, by its document`);
    await onChanged({ lakehouse: name, change: 'scanned' });
    return { ...existing, request };
  }

  /**
   * Forgets a lakehouse that is elsewhere, and what its document said of maintenance. Nothing of the lakehouse itself is touched.
   *
   * @throws NotFoundError, NotAllowedError; ConflictError for one that is configured, or that has its data here.
   */
  async remove(name: string, credentials: BackstageCredentials): Promise<void> {
    const { directory, created, policies, logger } = this.#options;
    if (directory.isConfigured(name)) {
      throw new ConflictError(
        `The lakehouse "${name}" is in app-config: it is removed there`,
      );
    }
    const existing = (await created.listReady()).find(
      ({ request }) => request.name === name,
    );
    if (!existing) {
      throw new NotFoundError(`There is no lakehouse "${name}"`);
    }
    if (existing.request.target !== 'kubernetes') {
      throw new ConflictError(
        `The lakehouse "${name}" has its tables on the machine of the portal; only one that is elsewhere can be forgotten`,
      );
    }
    await this.#requireMayChange(existing, credentials);
    await created.remove(existing);
    await policies.refresh();
    await this.#options.onRemoved(name);
    logger.info(`Lakehouse "${name}" is not registered any more`);
    await this.#options.onChanged({ lakehouse: name, change: 'removed' });
  }

  async #requireMayChange(
    { request, createdBy }: CreatedLakehouse,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const subject = subjectOf(credentials);
    const isTheirs = subject !== undefined && subject === createdBy;
    if (!isTheirs && !(await this.#options.mayAdministerPolicies(credentials)))
      throw new NotAllowedError(
        `The lakehouse "${request.name}" was registered by ${
          createdBy ?? 'somebody else'
        }: they may register it anew or remove it, or who has the permission lakehouse.policy.administer`,
      );
  }
}

/** Whether two checked requests are of the same lakehouse elsewhere, so that only what its document says of it is otherwise. */
export function isSamePlace(
  a: CreateLakehouseRequest,
  b: CreateLakehouseRequest,
): boolean {
  return (
    a.target === 'kubernetes' &&
    b.target === 'kubernetes' &&
    JSON.stringify(placeOf(a)) === JSON.stringify(placeOf(b))
  );
}

/** What makes another lakehouse of a request, for a message: that of the registered one in brackets. */
export function differences(
  asked: CreateLakehouseRequest,
  existing: CreateLakehouseRequest,
): string {
  if (asked.target !== 'kubernetes' || existing.target !== 'kubernetes') {
    return '';
  }
  const before = placeOf(existing);
  const other = Object.entries(placeOf(asked)).flatMap(([what, value]) =>
    value === before[what] ? [] : [`${what} ${value} (it has ${before[what]})`],
  );
  return other.length > 0 ? `: ${other.join(', ')}` : '';
}

function placeOf({
  owner,
  kubernetes,
}: CreateLakehouseRequest): Record<string, string | undefined> {
  const { cluster, namespace, trino } = kubernetes ?? {};
  return {
    ...{ owner, cluster, namespace },
    ...{ server: trino?.server, catalog: trino?.catalog, user: trino?.user },
    // Names of Secrets, not what is in them.
    secrets: trino?.secrets && JSON.stringify(trino.secrets),
  };
}
