/* eslint-disable no-console -- a benchmark prints */
import { availableParallelism, cpus, loadavg } from 'node:os';
import {
  MissingPrerequisiteError,
  pyIcebergPython,
} from '@lakehouse-portal/testbed';
import type { BenchContext } from './BenchContext';
import {
  type BenchOptions,
  parseBenchOptions,
  type SectionName,
  SECTIONS,
  USAGE,
} from './BenchOptions';
import { smaller } from './data/tables';
import { describeGoal } from './report/Goal';
import { codecsSection } from './sections/codecsSection';
import { commandSection } from './sections/commandSection';
import { incrementalSection } from './sections/incrementalSection';
import { jsonSection } from './sections/jsonSection';
import { memorySection } from './sections/memorySection';
import { millionSection } from './sections/millionSection';
import { slowRivalsSection } from './sections/slowRivalsSection';
import { typicalSection } from './sections/typicalSection';

const RUN: Record<SectionName, (context: BenchContext) => Promise<void>> = {
  typical: typicalSection,
  rivals: slowRivalsSection,
  codecs: codecsSection,
  million: millionSection,
  incremental: incrementalSection,
  memory: memorySection,
  command: commandSection,
  json: jsonSection,
};

async function main(options: BenchOptions): Promise<void> {
  const { quick, rounds, slowRivals } = options;
  const context: BenchContext = {
    quick,
    rounds,
    slowRivals,
    goals: [],
    python: await findPython(),
    print: line => console.log(line),
    log: line => console.error(`  … ${line}`),
    sized: quick ? smaller : shape => shape,
  };
  console.log(
    `Reading Iceberg metadata. Node ${process.versions.node}, zlib ${
      process.versions.zlib
    }, ${availableParallelism()} cores (${
      cpus()[0]?.model ?? 'unknown'
    }), load ${loadavg()[0].toFixed(1)} when starting.`,
  );
  console.log(
    'Each reader runs in a process of its own. In every round its answer (live files, bytes, records, partitions) is compared with what was written: a wrong one ends the run.',
  );
  for (const name of SECTIONS)
    if (options.sections.includes(name)) await RUN[name](context);
  console.log('');
  console.log(
    quick
      ? 'Goals (for the full size; this was a quick run on smaller tables):'
      : 'Goals:',
  );
  for (const goal of context.goals) console.log(describeGoal(goal));
  console.log(`Load at the end: ${loadavg()[0].toFixed(1)}`);
}

async function findPython(): Promise<BenchContext['python']> {
  try {
    return { interpreter: await pyIcebergPython() };
  } catch (error) {
    if (error instanceof MissingPrerequisiteError)
      return { missing: error.message };
    return {
      missing: `Its installation failed: ${
        error instanceof Error ? error.message : error
      }`,
    };
  }
}

function start(): Promise<void> | undefined {
  try {
    const options = parseBenchOptions(process.argv.slice(2));
    if (options) return main(options);
    console.log(USAGE);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(`${error.message}\n${USAGE}`);
    process.exitCode = 2;
  }
  return undefined;
}

void start();
