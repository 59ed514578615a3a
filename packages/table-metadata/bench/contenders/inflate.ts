import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { Worker } from 'node:worker_threads';
import type { Prepare } from '../harness/Answer';
import { packedBlocks } from './packedBlocks';

/**
 * The floor: nothing but unpacking. The blocks are in memory already, which is to our disadvantage: we read files.
 * Option `chunkSize`: of the output, in bytes; zlib's default is 16 KB.
 */
export const inflate: Prepare = async ({ manifests, options }) => {
  const blocks = manifests.flatMap(path =>
    packedBlocks(readFileSync(path)).blocks.map(({ data }) => data),
  );
  return async () => {
    for (const data of blocks) inflateRawSync(data, options);
    return {};
  };
};

const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const { inflateRawSync } = require('node:zlib');
parentPort.on('message', () => {
  for (const data of workerData) inflateRawSync(data);
  parentPort.postMessage(0);
});`;

/** How much a second core gives at best on this machine, at this moment: two threads that only unpack, half of it each. */
export const inflateInTwo: Prepare = async ({ manifests }) => {
  const threads = [0, 1].map(half => {
    const workerData = manifests
      .filter((_path, index) => index % 2 === half)
      .flatMap(path =>
        packedBlocks(readFileSync(path)).blocks.map(({ data }) =>
          Uint8Array.from(data),
        ),
      );
    const worker = new Worker(THREAD, { eval: true, workerData, execArgv: [] });
    worker.unref();
    return worker;
  });
  return async () => {
    await Promise.all(
      threads.map(
        thread =>
          new Promise((resolve, reject) => {
            thread.once('message', resolve);
            thread.once('error', reject);
            thread.postMessage(0);
          }),
      ),
    );
    return {};
  };
};
