import type { NotificationService } from '@backstage/plugin-notifications-node';

/** Sends notifications, but waits no longer for whoever takes them than a limit, nor when the back end stops. */
export class LimitedNotifications implements Pick<NotificationService, 'send'> {
  readonly #notifications: Pick<NotificationService, 'send'>;
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal;

  constructor(
    notifications: Pick<NotificationService, 'send'>,
    options: { timeoutMs: number; signal: AbortSignal },
  ) {
    this.#notifications = notifications;
    this.#timeoutMs = options.timeoutMs;
    this.#signal = options.signal;
  }

  async send(
    notification: Parameters<NotificationService['send']>[0],
  ): Promise<void> {
    const signal = this.#signal;
    signal.throwIfAborted();
    let timer: NodeJS.Timeout | undefined;
    let onAbort: (() => void) | undefined;
    // The service takes no signal: what hangs is left alone.
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new Error(
              `The notification was not taken within ${this.#timeoutMs} ms`,
            ),
          ),
        this.#timeoutMs,
      );
      onAbort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
      await Promise.race([this.#notifications.send(notification), limit]);
    } finally {
      clearTimeout(timer);
      if (onAbort) {
        signal.removeEventListener('abort', onAbort);
      }
    }
  }
}
