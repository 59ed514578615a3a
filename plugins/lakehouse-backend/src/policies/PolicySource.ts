import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { MaintenancePolicyDocument } from '@lakehouse-portal/maintenance';
import type { PolicyStore, StoredPolicy } from './PolicyStore';

/** How long another replica may not know of a change, unless it plans something: that asks first. */
const POLL_MS = 5_000;

/** The policies that hold on this replica: those of the configuration, and those that are kept in the portal. */
export class PolicySource {
  readonly #configured: readonly MaintenancePolicyDocument[];
  readonly #store: Pick<PolicyStore, 'revision' | 'list'>;
  readonly #logger: LoggerService;
  #revision = -1;
  #stored: readonly StoredPolicy[] = [];
  #documents: MaintenancePolicyDocument[];
  #reading: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @throws InvalidMaintenancePolicyError: a policy that nobody obeys must be found at start. */
  static async create(options: {
    configured: readonly MaintenancePolicyDocument[];
    store: Pick<PolicyStore, 'revision' | 'list'>;
    logger: LoggerService;
  }): Promise<PolicySource> {
    const source = new PolicySource(options);
    await source.refresh();
    return source;
  }

  private constructor(options: {
    configured: readonly MaintenancePolicyDocument[];
    store: Pick<PolicyStore, 'revision' | 'list'>;
    logger: LoggerService;
  }) {
    this.#configured = options.configured;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#documents = [...options.configured];
  }

  /** All that hold; the same list as long as nothing changes. */
  get documents(): MaintenancePolicyDocument[] {
    return this.#documents;
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

  /** Reads what has changed; one query when nothing has. Afterwards all is known that was saved before the call. */
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
    if (revision === this.#revision) {
      return;
    }
    const stored = await this.#store.list();
    const own = stored.filter(
      ({ document }) => !this.isConfigured(document.metadata.name),
    );
    this.#stored = stored;
    this.#documents = [
      ...this.#configured,
      ...own.map(({ document }) => document),
    ];
    this.#revision = revision;
  }
}
