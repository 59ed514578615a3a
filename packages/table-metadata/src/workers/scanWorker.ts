import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { CorruptMetadataError, TableReadError } from '../errors';
import type { ManifestScope } from '../rollups/ManifestScope';
import { rollUpManifest } from '../rollups/rollUpManifest';
import { giveWay } from './giveWay';
import {
  SCAN_WORKER,
  type ScanReply,
  type ScanRequest,
  type SerializedError,
} from './ScanMessages';

/** Share of a manifest: the rest takes longer than a message there and one back. */
const NEARLY_DONE = 0.9;

/** This module, to be started as a worker thread. */
export const scanWorkerPath = __filename;

const port =
  !isMainThread && workerData === SCAN_WORKER ? parentPort : undefined;
if (port) {
  giveWay();
  let current: { id: number; scope: ManifestScope } | undefined;
  port.on('message', (request: ScanRequest) => {
    if (request.scope) current = { id: request.scopeId, scope: request.scope };
    port.postMessage(
      answer(request, current, () =>
        port.postMessage({ nearlyDone: true } satisfies ScanReply),
      ),
    );
  });
}

function answer(
  { bytes, manifest, scopeId }: ScanRequest,
  current: { id: number; scope: ManifestScope } | undefined,
  onNearlyDone: () => void,
): ScanReply {
  try {
    if (current?.id !== scopeId)
      throw new Error(`The worker has not been told of scope ${scopeId}`);
    const steps = rollUpManifest(bytes, manifest, current.scope);
    let isNearlyDone = false;
    for (;;) {
      const step = steps.next();
      if (step.done) return { rollup: step.value };
      if (!isNearlyDone && step.value > NEARLY_DONE) {
        isNearlyDone = true;
        onNearlyDone();
      }
    }
  } catch (error) {
    return {
      error: serialize(error),
      isTableReadError: error instanceof TableReadError,
    };
  }
}

function serialize(error: unknown): SerializedError {
  if (!(error instanceof Error))
    return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  return {
    name,
    message,
    stack,
    ...(error instanceof TableReadError ? { location: error.location } : {}),
    ...(error instanceof CorruptMetadataError
      ? { offset: error.offset, path: error.path }
      : {}),
  };
}
