import { Worker } from 'node:worker_threads';
import type { ManifestTable } from '@lakehouse-portal/table-metadata';
import type { FileSet } from './FileSet';
import {
  FILE_SET_WORKER,
  fileSetWorkerPath,
  type FileSetReply,
  type FileSetRequest,
} from './fileSetWorker';

/** Heap of the thread, in MB. */
const MAX_HEAP_MB = 512;

/** A thread that decodes the files of one large manifest after the other, so that requests don't wait for it. */
export class FileSetThread {
  readonly #worker: Worker;
  #pending:
    | { resolve(set: FileSet): void; reject(error: Error): void }
    | undefined;

  constructor({ partitionSpecs, schemas, currentSchemaId }: ManifestTable) {
    this.#worker = new Worker(fileSetWorkerPath, {
      workerData: {
        kind: FILE_SET_WORKER,
        metadata: { partitionSpecs, schemas, currentSchemaId },
      },
      // From sources, in development and tests, it needs the same transform as we do; a build is plain JavaScript.
      execArgv: fileSetWorkerPath.endsWith('.ts')
        ? [
            '--require',
            // The one that keeps what it made, where a command of the checkout has it.
            process.env.LAKEHOUSE_TRANSFORM ??
              require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          ]
        : [],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: FileSetReply) => {
      const pending = this.#pending;
      this.#pending = undefined;
      if ('set' in reply) {
        pending?.resolve(reply.set);
      } else {
        pending?.reject(new Error(reply.error));
      }
    });
    const fail = (error: Error) => this.#pending?.reject(error);
    this.#worker.on('error', fail);
    this.#worker.on('exit', () => fail(new Error('The thread has ended')));
  }

  /** One at a time. @throws Error with the words of what went wrong. */
  run(request: FileSetRequest): Promise<FileSet> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#worker.postMessage(request);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
