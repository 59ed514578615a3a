import {
  TableReadError,
  type ReadOptions,
} from '@lakehouse-portal/table-metadata';
import type { StoreLocation } from '../locations';
import { AttemptClock } from './AttemptClock';
import { collectBody } from './collectBody';
import { failureOfError } from './failureOfError';
import type { ObjectStore, OpenedObject } from './ObjectStore';
import { planBody } from './planBody';
import type { RequestPolicy } from './RequestOptions';

/**
 * One try to read an object, by one request.
 * @throws TableReadError for what is final, StoreFailure otherwise, what the caller's signal was aborted with.
 */
export async function readObject(
  store: ObjectStore,
  place: StoreLocation,
  options: ReadOptions,
  policy: RequestPolicy,
): Promise<Uint8Array> {
  const { range, signal } = options;
  const clock = new AttemptClock(policy, signal);
  let opened: OpenedObject | undefined;
  try {
    opened = await clock.race(
      store.open(place, {
        range: range && {
          first: range.offset,
          // There are no empty ranges in HTTP; one byte tells that the file is there.
          last: range.offset + Math.max(1, range.length) - 1,
        },
        signal: clock.signal,
      }),
    );
    clock.progress();
    const plan = planBody(opened, place.location, options);
    const bytes = await collectBody(opened, plan, place.location, clock);
    return range?.length === 0 ? bytes.subarray(0, 0) : bytes;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof TableReadError) throw error;
    const failure = failureOfError(error);
    // As for a local file: beyond the end there are no bytes.
    if (failure.kind === 'beyond-end' && range) return new Uint8Array(0);
    throw failure;
  } finally {
    clock.stop();
    opened?.close();
  }
}
