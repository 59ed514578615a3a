import type { KubernetesClient } from '../client';
import { boundedAll } from '../client/boundedAll';
import { sleep } from '../client/sleep';
import type { SetMember } from './RemovalPlan';

const INTERVAL_MS = 500;

/** Waits until objects are gone. @returns Those that are not by then, with what holds them. */
export async function untilGone(
  client: KubernetesClient,
  members: readonly SetMember[],
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<(SetMember & { message: string })[]> {
  const deadline = Date.now() + timeoutMs;
  let left = members;
  for (;;) {
    const found = await boundedAll(left, client.concurrency, async member => {
      const live = await client.find(member.reference, signal);
      // Another one of the same name is another one.
      if (live?.metadata.uid !== member.uid) return [];
      const held = live.metadata.finalizers?.join(', ');
      return [
        {
          ...member,
          message: held
            ? `is held by ${held}: whoever set that has work to do first`
            : 'is not gone yet',
        },
      ];
    });
    const there = found.flat();
    if (there.length === 0 || Date.now() >= deadline) return there;
    left = there;
    await sleep(
      Math.max(0, Math.min(INTERVAL_MS, deadline - Date.now())),
      signal,
    );
  }
}
