import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  resolveSafeChildPath,
  type BackstageCredentials,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotImplementedError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import type {
  CreateLakehouseRequest,
  KubernetesPlace,
  LakehouseChangedEvent,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { ConnectionConfig } from '../config';
import { connectionOfCreated, type LakehouseDirectory } from '../connectors';
import type {
  CreatedLakehouse,
  CreatedLakehouseStore,
  CreationClaim,
} from '../database';
import { checkCreateRequest, isSameRequest } from './createRequest';
import {
  differences,
  isSamePlace,
  type RegisteredLakehouses,
} from './RegisteredLakehouses';
import { subjectOf } from './subjectOf';

/** In a folder whose lakehouse is not complete: what lies there may be removed. */
const MARKER = '.incomplete';
const HEARTBEAT_MS = 5_000;
const POLL_MS = 250;
/** How long a request waits for an equal one that came first. */
const PATIENCE_MS = 60_000;

/** What the creator works with. */
export interface LakehouseCreatorOptions {
  /** Folder for new lakehouses, absolute; absent: none can be created. */
  embeddedDirectory?: string;
  directory: LakehouseDirectory;
  created: CreatedLakehouseStore;
  /** Makes the lakehouse in a folder that is there and holds nothing else. */
  make: (request: CreateLakehouseRequest, directory: string) => Promise<void>;
  /** Throws NotAllowedError where who asks may not read the Secrets that the portal is to read. */
  requireReadable: (
    place: KubernetesPlace,
    credentials: BackstageCredentials,
  ) => Promise<void>;
  /** Brings one that is there already up to date. */
  registered: Pick<
    RegisteredLakehouses,
    'requirePolicy' | 'refreshPolicies' | 'change'
  >;
  onChanged: (event: LakehouseChangedEvent) => Promise<void>;
  logger: LoggerService;
  /** Clock, milliseconds since the epoch. */
  now: () => number;
}

/** Creates lakehouses: whole, or not at all. */
export class LakehouseCreator {
  readonly #options: LakehouseCreatorOptions;

  static create(options: LakehouseCreatorOptions): LakehouseCreator {
    return new LakehouseCreator(options);
  }

  private constructor(options: LakehouseCreatorOptions) {
    this.#options = options;
  }

  /**
   * Creates a lakehouse, or finds the one that an equal request created. One that is elsewhere, at the same place, gets what
   * the request says of layers and maintenance.
   *
   * @throws InputError for a request that makes no sense; ConflictError when the name is taken;
   * NotImplementedError where no folder is configured; ServiceUnavailableError when it failed, and nothing is left of it.
   */
  async create(
    asked: CreateLakehouseRequest,
    options: { credentials: BackstageCredentials; signal?: AbortSignal },
  ): Promise<ConnectionConfig> {
    const request = checkCreateRequest(asked);
    const { directory, embeddedDirectory, created, now } = this.#options;
    if (directory.isConfigured(request.name)) {
      throw new ConflictError(
        `There is a lakehouse "${request.name}" in app-config already. Choose another name`,
      );
    }
    const { kubernetes } = request;
    if (kubernetes?.trino.secrets) {
      await this.#options.requireReadable(kubernetes, options.credentials);
    }
    await this.#options.registered.requirePolicy(request);
    const isEmbedded = request.target === 'embedded';
    if (isEmbedded && embeddedDirectory === undefined) {
      throw new NotImplementedError(
        'No lakehouse can be created here: the portal has no folder for them. Set lakehouse.embedded.directory in app-config',
      );
    }
    const lakehouse: CreatedLakehouse = {
      request,
      // One that is elsewhere has no folder here.
      directory:
        isEmbedded && embeddedDirectory !== undefined
          ? resolveSafeChildPath(embeddedDirectory, request.name)
          : '',
      createdAt: now(),
      createdBy: subjectOf(options.credentials),
    };
    const waitUntil = now() + PATIENCE_MS;
    for (;;) {
      const answer = await created.claim(lakehouse, now());
      if (answer.kind === 'existing') {
        return this.#existing(request, answer.lakehouse, options.credentials);
      }
      if (answer.kind !== 'busy') {
        return this.#make(
          lakehouse,
          answer.claim,
          answer.kind === 'abandoned' ? answer.directory : undefined,
        );
      }
      if (now() > waitUntil) {
        throw new ConflictError(
          `A lakehouse "${request.name}" is just being created by somebody else`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
      options.signal?.throwIfAborted();
    }
  }

  async #existing(
    request: CreateLakehouseRequest,
    lakehouse: CreatedLakehouse,
    credentials: BackstageCredentials,
  ): Promise<ConnectionConfig> {
    if (isSameRequest(request, lakehouse.request)) {
      return connectionOfCreated(lakehouse);
    }
    if (!isSamePlace(request, lakehouse.request)) {
      throw new ConflictError(
        `There is a lakehouse "${
          request.name
        }" already, and it is another one${differences(
          request,
          lakehouse.request,
        )}. Choose another name`,
      );
    }
    return connectionOfCreated(
      await this.#options.registered.change(lakehouse, request, credentials),
    );
  }

  async #make(
    lakehouse: CreatedLakehouse,
    claim: CreationClaim,
    abandoned: string | undefined,
  ): Promise<ConnectionConfig> {
    const { created, make, now, logger, onChanged } = this.#options;
    const { request, directory } = lakehouse;
    const timer = setInterval(() => {
      created
        .heartbeat(claim, now())
        .catch((error: unknown) =>
          logger.warn(
            'The sign of life of a creation could not be written',
            toError(error),
          ),
        );
    }, HEARTBEAT_MS);
    timer.unref();
    let isOurs = false;
    try {
      if (abandoned !== undefined && abandoned !== '') {
        await removeIncomplete(abandoned);
      }
      if (directory !== '') {
        await claimFolder(directory);
        isOurs = true;
        await make(request, directory);
      }
      if (!(await created.complete(claim))) {
        throw new ConflictError(
          `Creating "${request.name}" took too long, and somebody else began anew. Try again`,
        );
      }
      if (isOurs) {
        await rm(join(directory, MARKER), { force: true });
      }
    } catch (thrown) {
      await this.#undo(isOurs ? directory : undefined, claim);
      throw toCreationError(request.name, thrown);
    } finally {
      clearInterval(timer);
    }
    logger.info(
      `Lakehouse "${request.name}" was ${
        isOurs ? `created in ${directory}` : 'registered'
      }`,
    );
    await this.#options.registered.refreshPolicies();
    await onChanged({ lakehouse: request.name, change: 'created' });
    return connectionOfCreated(lakehouse);
  }

  async #undo(
    directory: string | undefined,
    claim: CreationClaim,
  ): Promise<void> {
    if (directory !== undefined) {
      await removeIncomplete(directory).catch((error: unknown) =>
        this.#options.logger.error(
          `The folder ${directory} of a lakehouse that was not completed could not be removed`,
          toError(error),
        ),
      );
    }
    await this.#options.created.release(claim);
  }
}

/** Makes the folder, which must not be there: nobody else's files are ever touched. */
async function claimFolder(directory: string): Promise<void> {
  await mkdir(join(directory, '..'), { recursive: true });
  try {
    await mkdir(directory);
  } catch (error) {
    if (toError(error).message.includes('EEXIST')) {
      throw new ConflictError(
        `The folder ${directory} is there already, and no lakehouse of this portal. Choose another name, or move it away`,
      );
    }
    throw error;
  }
  await writeFile(join(directory, MARKER), '');
}

/** Removes a folder that is marked as incomplete; others stay. */
async function removeIncomplete(directory: string): Promise<void> {
  const isIncomplete = await access(join(directory, MARKER)).then(
    () => true,
    () => false,
  );
  if (isIncomplete) {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

function toCreationError(name: string, thrown: unknown): Error {
  const error = toError(thrown);
  if (error.name === 'ConflictError' || error.name === 'InputError') {
    return error;
  }
  return new ServiceUnavailableError(
    `Lakehouse "${name}" could not be created, and nothing is left of it: ${error.message}`,
    error,
  );
}
