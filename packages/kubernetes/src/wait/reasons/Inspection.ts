import { type KubernetesClient } from '../../client';
import {
  ForbiddenError,
  KubernetesError,
  NamespaceNotFoundError,
  NotFoundError,
  ObjectRejectedError,
} from '../../errors';
import { type LiveObject, referenceOf } from '../../model';
import type { ReadinessProblem } from '../ReadinessProblem';

const LOG_LINES = 20;
const LOG_BYTES = 16_384;
const MAX_EVENTS = 50;

/** What happened to an object, in the cluster's words. */
export interface ObjectEvent {
  /** `FailedMount`, `WaitForFirstConsumer`. */
  readonly reason: string;
  readonly message: string;
  readonly isWarning: boolean;
}

/** The last lines of a log, or why there are none. */
export interface LogTail {
  readonly log?: readonly string[];
  readonly logUnavailable?: string;
}

/** Looks around in a cluster for reasons. What may not be seen is remembered, and is one of the reasons then. */
export class Inspection {
  readonly #client: KubernetesClient;
  readonly #signal: AbortSignal | undefined;

  constructor(client: KubernetesClient, signal: AbortSignal | undefined) {
    this.#client = client;
    this.#signal = signal;
  }

  /** What was said of an object, the newest first. */
  async eventsOf(live: LiveObject): Promise<ObjectEvent[]> {
    const { uid, namespace } = live.metadata;
    const resource = await this.#client.resourceOf(
      ...(['v1', 'Event', this.#signal] as const),
    );
    const events = await this.#client.list(resource, {
      namespace,
      fieldSelector: `involvedObject.uid=${uid}`,
      signal: this.#signal,
    });
    return events
      .map(event => event as LiveObject & RawEvent)
      .sort((a, b) => timeOf(b).localeCompare(timeOf(a)))
      .slice(0, MAX_EVENTS)
      .map(({ reason = '', message = '', type }) => ({
        ...{ reason, message, isWarning: type === 'Warning' },
      }));
  }

  /** Objects of a kind with these labels, in the namespace of another. */
  async listBeside(
    live: LiveObject,
    apiVersion: string,
    kind: string,
    labelSelector: string,
  ): Promise<LiveObject[]> {
    const resource = await this.#client.resourceOf(
      ...([apiVersion, kind, this.#signal] as const),
    );
    const { namespace } = live.metadata;
    const signal = this.#signal;
    return this.#client.list(resource, { namespace, labelSelector, signal });
  }

  /** An object of a name, in the namespace of another. */
  async findBeside(
    live: LiveObject,
    apiVersion: string,
    kind: string,
    name: string,
  ): Promise<LiveObject | undefined> {
    const { namespace } = live.metadata;
    const reference = { apiVersion, kind, name, namespace };
    return this.#client.find(reference, this.#signal);
  }

  /** The end of what a container wrote; `previous`, of the one that ended before it was started again. */
  async logOf(
    pod: LiveObject,
    container: string,
    previous: boolean,
  ): Promise<LogTail> {
    const path = await this.#client.pathOf(referenceOf(pod), this.#signal);
    try {
      const text = await this.#client.text({
        method: 'GET',
        path: `${path}/log`,
        query: {
          container,
          tailLines: String(LOG_LINES),
          limitBytes: String(LOG_BYTES),
          ...(previous && { previous: 'true' }),
        },
        signal: this.#signal,
      });
      const lines = text.split('\n').filter(line => line.trim() !== '');
      return lines.length > 0
        ? { log: lines.slice(-LOG_LINES) }
        : { logUnavailable: 'it wrote nothing' };
    } catch (error) {
      this.#signal?.throwIfAborted();
      // The log of a container is a help; that it can't be had must not hide what is known.
      if (error instanceof KubernetesError)
        return { logUnavailable: error.message };
      throw error;
    }
  }

  /** Looks for reasons; where that is not allowed, this is the reason that is known. What has gone meanwhile has none. */
  async allowed(
    live: LiveObject,
    work: () => Promise<ReadinessProblem[]>,
  ): Promise<ReadinessProblem[]> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ForbiddenError)
        return [
          {
            kind: 'not-allowed',
            message: `The reason can't be shown: ${error.message}`,
            object: referenceOf(live),
          },
        ];
      if (
        error instanceof NotFoundError ||
        error instanceof NamespaceNotFoundError ||
        error instanceof ObjectRejectedError
      )
        return [];
      throw error;
    }
  }
}

interface RawEvent {
  type?: string;
  reason?: string;
  message?: string;
  lastTimestamp?: string | null;
  eventTime?: string | null;
}

function timeOf({ lastTimestamp, eventTime }: RawEvent): string {
  return lastTimestamp ?? eventTime ?? '';
}
