import { monitorEventLoopDelay } from 'node:perf_hooks';
import { dirname } from 'node:path';
import { LocalFileIO } from '../../src/io';
import { readTableMetadata } from '../../src/metadata';
import type { FileStatistics } from '../../src/model';
import { readFileStatistics } from '../../src/statistics';
import type { Answer, Prepare } from '../harness/Answer';

/** Everything that `readFileStatistics` finds out, from the metadata file on. */
export const ours: Prepare = async ({ metadataFile, options }) => {
  const io = await LocalFileIO.create({ roots: [dirname(metadataFile)] });
  return async () => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const metadata = await readTableMetadata(io, metadataFile);
    const statistics = await readFileStatistics(io, metadata, options);
    delay.disable();
    return {
      answer: answerOf(statistics),
      figures: {
        loopP99Ms: delay.percentile(99) / 1e6,
        loopMaxMs: delay.max / 1e6,
      },
    };
  };
};

/** @throws Error when something could not be read. */
export function answerOf(statistics: FileStatistics): Answer {
  const { incomplete, warnings, dataFiles, partitions } = statistics;
  if (incomplete || warnings.length > 0)
    throw new Error(`Incomplete: ${JSON.stringify(warnings.slice(0, 3))}`);
  return {
    dataFiles,
    dataBytes: String(statistics.dataBytes),
    dataRecords: String(statistics.dataRecords),
    partitions,
    isEstimate: statistics.partitionSketch !== undefined,
  };
}
