import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';

const DEADLINE_MS = 120_000;

/** What became of a task. */
export interface TaskResult {
  id: string;
  status: string;
  /** What a person reads, line by line. */
  log: string;
  /** Of the step that failed, or of the task. */
  error: string;
  output: Record<string, unknown>;
}

interface TaskEvent {
  type: string;
  body: {
    message: string;
    error?: { message: string };
    output?: Record<string, unknown>;
  };
}

/** Tasks of a portal, by its HTTP API, as a user. */
export class ScaffolderTasks {
  /** @param deadlineMs - Until a task has ended. */
  constructor(
    readonly url: string,
    readonly deadlineMs: number = DEADLINE_MS,
  ) {}

  async run(template: string, values: object): Promise<TaskResult> {
    return this.result(await this.start(template, values));
  }

  /** @returns The id of the task. */
  async start(template: string, values: object): Promise<string> {
    const { id } = await this.#ask<{ id: string }>('/v2/tasks', {
      method: 'POST',
      body: JSON.stringify({
        templateRef: `template:default/${template}`,
        values,
      }),
    });
    return id;
  }

  /** When it has ended. */
  async result(id: string): Promise<TaskResult> {
    const deadline = Date.now() + this.deadlineMs;
    for (;;) {
      const { status } = await this.#ask<{ status: string }>(`/v2/tasks/${id}`);
      const events = await this.events(id);
      if (!['open', 'processing'].includes(status)) {
        const end = events.find(({ type }) => type === 'completion')?.body;
        return {
          ...{ id, status },
          log: events.map(({ body }) => body.message).join('\n'),
          error: end?.error?.message ?? '',
          output: end?.output ?? {},
        };
      }
      if (Date.now() > deadline)
        throw new Error(
          `The task is ${status} still:\n${JSON.stringify(events.slice(-20))}`,
        );
      await sleep(200);
    }
  }

  events(id: string): Promise<TaskEvent[]> {
    return this.#ask(`/v2/tasks/${id}/events?after=0`);
  }

  async #ask<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await fetch(`${this.url}/api/scaffolder${path}`, {
      ...init,
      headers: {
        authorization: mockCredentials.user.header(),
        'content-type': 'application/json',
      },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }
}
