import type { AuditorService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { untilTrue } from '../__testUtils__/untilTrue';
import { LimitedNotifications } from './LimitedNotifications';
import type { RunContext } from './RunContext';
import { RunWorker } from './RunWorker';

function createWorker(tell: (signal: AbortSignal) => Promise<void>) {
  let looks = 0;
  const logger = mockServices.logger.mock();
  const worker = RunWorker.create({
    context: {
      store: {
        claim: async () => {
          looks++;
          return undefined;
        },
      },
      now: Date.now,
      logger,
    } as unknown as RunContext,
    auditor: {} as AuditorService,
    notifier: { tell },
    concurrency: 1,
    pollMs: 5,
    leaseMs: 1_000,
  });
  return { worker, logger, looks: () => looks };
}

describe('a worker whose notices are not taken', () => {
  it('goes on looking for runs, tells no second time meanwhile, and stops', async () => {
    let tells = 0;
    const signals: AbortSignal[] = [];
    const { worker, looks } = createWorker(signal => {
      tells++;
      signals.push(signal);
      return new Promise(() => undefined);
    });
    worker.start();
    await untilTrue(
      async () => looks(),
      count => count > 5,
    );
    expect(tells).toBe(1);
    await worker.stop();
    expect(signals[0].aborted).toBe(true);
  });

  it('tells again after it could not', async () => {
    let tells = 0;
    const { worker, logger } = createWorker(async () => {
      tells++;
      throw new Error('the database is away');
    });
    worker.start();
    await untilTrue(
      async () => tells,
      count => count > 1,
    );
    await worker.stop();
    expect(logger.warn).toHaveBeenCalledWith(
      'What became of maintenance could not be told: the database is away',
    );
  });
});

describe('a notification that nobody takes', () => {
  const notification = {
    recipients: { type: 'broadcast' as const },
    payload: { title: 'Maintenance waits' },
  };
  const hanging = { send: () => new Promise<void>(() => undefined) };

  it('is given up after its limit of time', async () => {
    const notifications = new LimitedNotifications(hanging, {
      timeoutMs: 10,
      signal: new AbortController().signal,
    });
    await expect(notifications.send(notification)).rejects.toThrow(
      'not taken within 10 ms',
    );
  });

  it('is given up when the back end stops', async () => {
    const stopping = new AbortController();
    const notifications = new LimitedNotifications(hanging, {
      timeoutMs: 60_000,
      signal: stopping.signal,
    });
    const sending = notifications.send(notification);
    stopping.abort(new Error('The back end is stopping'));
    await expect(sending).rejects.toThrow('The back end is stopping');
  });
});
