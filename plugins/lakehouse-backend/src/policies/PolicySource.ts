import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  lakehousePolicies,
  type AppliedPolicy,
  type LakehouseMaintenance,
  type MaintenancePolicyDocument,
} from '@lakehouse-portal/maintenance';
import type { CreatedLakehouseStore } from '../database';
import type { PolicyStore, StoredPolicy } from './PolicyStore';

/** How long another replica may not know of a change, unless it plans something: that asks first. */
const POLL_MS = 5_000;

/**
 * The policies that hold on this replica: those of the configuration, those that are kept in the portal, and those that documents
 * of registered lakehouses come to.
 */
export class PolicySource {
  readonly #configured: readonly MaintenancePolicyDocument[];
  readonly #store: Pick<PolicyStore, 'revision' | 'list'>;
  readonly #logger: LoggerService;
  #revision = -1;
  readonly #created: Pick<CreatedLakehouseStore, 'listReady'>;
  #stored: readonly StoredPolicy[] = [];
  #written: readonly MaintenancePolicyDocument[];
  #said = '[]';
  #ofDocuments: readonly AppliedPolicy[] = [];
  #documents: AppliedPolicy[];
  #reading: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @throws InvalidMaintenancePolicyError: a policy that nobody obeys must be found at start. */
  static async create(options: {
    configured: readonly MaintenancePolicyDocument[];
    store: Pick<PolicyStore, 'revision' | 'list'>;
    created: Pick<CreatedLakehouseStore, 'listReady'>;
    logger: LoggerService;
  }): Promise<PolicySource> {
    const source = new PolicySource(options);
    await source.refresh();
    return source;
  }

  private constructor(options: {
    configured: readonly MaintenancePolicyDocument[];
    store: Pick<PolicyStore, 'revision' | 'list'>;
    created: Pick<CreatedLakehouseStore, 'listReady'>;
    logger: LoggerService;
  }) {
    this.#configured = options.configured;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#created = options.created;
    this.#written = options.configured;
    this.#documents = [...options.configured];
  }

  /** All that hold; the same list as long as nothing changes. */
  get documents(): AppliedPolicy[] {
    return this.#documents;
  }

  /** Those that somebody has written as policies, and that hold. */
  get written(): readonly MaintenancePolicyDocument[] {
    return this.#written;
  }

  /** What documents of lakehouses come to. */
  get ofDocuments(): readonly AppliedPolicy[] {
    return this.#ofDocuments;
  }

  /** Lakehouses whose documents name a policy. */
  async naming(policy: string): Promise<string[]> {
    return (await this.#promises())
      .filter(({ maintenance }) => maintenance.policy === policy)
      .map(({ name }) => name);
  }

  get configured(): readonly MaintenancePolicyDocument[] {
    return this.#configured;
  }

  /** Those of the portal, by name; also ones that the configuration overrules. */
  get stored(): readonly StoredPolicy[] {
    return this.#stored;
  }

  /** True for a name that the configuration has: it goes over the portal's. */
  isConfigured(name: string): boolean {
    return this.#configured.some(({ metadata }) => metadata.name === name);
  }

  /** Reads what has changed; two queries when nothing has. Afterwards all is known that was saved before the call. */
  async refresh(): Promise<void> {
    // One that is under way may have asked before the change.
    await this.#reading?.catch(() => {
      // Whoever began it is told.
    });
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  /** Looks for changes of other replicas until told to stop. */
  watch(): void {
    this.#timer ??= setInterval(() => {
      this.refresh().catch((error: unknown) =>
        this.#logger.warn(
          'Policies can not be read; those that were read before go on to hold',
          toError(error),
        ),
      );
    }, POLL_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #read(): Promise<void> {
    const revision = await this.#store.revision();
    const promises = await this.#promises();
    const said = JSON.stringify(promises);
    if (revision === this.#revision && said === this.#said) {
      return;
    }
    const stored = await this.#store.list();
    const own = stored.filter(
      ({ document }) => !this.isConfigured(document.metadata.name),
    );
    const written = [
      ...this.#configured,
      ...own.map(({ document }) => document),
    ];
    this.#stored = stored;
    this.#written = written;
    this.#ofDocuments = promises.flatMap(({ name, maintenance }) =>
      lakehousePolicies(name, maintenance, written),
    );
    this.#documents = [...written, ...this.#ofDocuments];
    this.#revision = revision;
    this.#said = said;
    this.#warnOfMissing(promises);
  }

  /** What documents of registered lakehouses say of maintenance. */
  async #promises(): Promise<
    Array<{ name: string; maintenance: LakehouseMaintenance }>
  > {
    return (await this.#created.listReady()).flatMap(
      ({ request: { name, maintenance } }) =>
        maintenance ? [{ name, maintenance }] : [],
    );
  }

  /** The portal's own can't be removed while it is named; one of the configuration can. */
  #warnOfMissing(
    promises: Array<{ name: string; maintenance: LakehouseMaintenance }>,
  ): void {
    for (const { name, maintenance } of promises) {
      const isMissing =
        maintenance.policy !== undefined &&
        !this.#written.some(
          ({ metadata }) => metadata.name === maintenance.policy,
        );
      if (isMissing) {
        this.#logger.warn(
          `The document of lakehouse "${name}" names the policy "${maintenance.policy}", and there is none: what it said does not hold`,
        );
      }
    }
  }
}
