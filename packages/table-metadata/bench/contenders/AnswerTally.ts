import type { Answer } from '../harness/Answer';

/** Adds up what a rival decodes. */
export class AnswerTally {
  #dataFiles = 0;
  #dataBytes = 0n;
  #dataRecords = 0n;
  readonly #partitions = new Set<string>();

  add(sizeBytes: bigint, records: bigint, partition: string): void {
    this.#dataFiles++;
    this.#dataBytes += sizeBytes;
    this.#dataRecords += records;
    this.#partitions.add(partition);
  }

  answer(): Answer {
    return {
      dataFiles: this.#dataFiles,
      dataBytes: String(this.#dataBytes),
      dataRecords: String(this.#dataRecords),
      partitions: this.#partitions.size,
    };
  }
}
