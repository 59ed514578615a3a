import { constants, setPriority } from 'node:os';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { ManifestTable } from '@lakehouse-portal/table-metadata';
import { decodeFileSet, type FileSet } from './FileSet';
import type { ListedManifest } from './SnapshotManifests';

/** Marks a thread as one of ours: this module does nothing elsewhere. */
export const FILE_SET_WORKER = 'lakehouse-portal/file-set-worker';

/** To the worker. */
export interface FileSetRequest {
  bytes: Uint8Array;
  manifest: ListedManifest;
  maxFiles: number;
}

/** From the worker: what went wrong needs no more than its words, for nobody acts on it. */
export type FileSetReply = { set: FileSet } | { error: string };

/** This module, to be started as a worker thread. */
export const fileSetWorkerPath = __filename;

const data = workerData as { kind?: string; metadata: ManifestTable } | null;
if (!isMainThread && data?.kind === FILE_SET_WORKER) {
  // Whoever waits for an answer does not wait for a scan. On Linux, where threads have priorities of their own.
  if (process.platform === 'linux') {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  }
  parentPort?.on('message', (request: FileSetRequest) =>
    parentPort?.postMessage(answer(request, data.metadata)),
  );
}

function answer(
  { bytes, manifest, maxFiles }: FileSetRequest,
  metadata: ManifestTable,
): FileSetReply {
  try {
    const steps = decodeFileSet(bytes, manifest, metadata, maxFiles);
    for (;;) {
      const step = steps.next();
      if (step.done) {
        return { set: step.value };
      }
    }
  } catch (error) {
    return { error: String(error) };
  }
}
