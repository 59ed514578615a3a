import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchContext } from '../BenchContext';
import { generateTable } from '../data/generateTable';
import { MILLION } from '../data/tables';
import type { BenchTable } from '../data/TableShape';
import { median } from '../harness/median';
import { formatTable } from '../report/formatTable';

const COMMAND = join(__dirname, '../../../cli/bin/lakehouse.js');
const RECORDER = join(__dirname, '..', 'harness', 'recordUsage.js');

interface Usage {
  wallMs: number;
  cpuMs: number;
  peakBytes: number;
}

/** The command `lakehouse inspect` on a million files, from its start to its end. */
export async function commandSection(context: BenchContext): Promise<void> {
  const table = await generateTable(context.sized(MILLION), context.log);
  context.log('Measuring lakehouse inspect …');
  const idle: Usage[] = [];
  const runs: Usage[] = [];
  await usageOf(['--version']);
  for (let round = 0; round < context.rounds; round++) {
    idle.push(await usageOf(['--version']));
    runs.push(
      await usageOf(['inspect', table.metadataFiles[0], '--json'], output =>
        check(output, table),
      ),
    );
  }
  context.print('');
  context.print(
    `The command, from start to end, on ${table.totals.dataFiles.toLocaleString(
      'en',
    )} files; medians of ${context.rounds} rounds`,
  );
  const row = (name: string, usages: Usage[]) => [
    name,
    ...(['wallMs', 'cpuMs'] as const).map(key =>
      median(usages.map(usage => usage[key])).toFixed(0),
    ),
    (median(usages.map(usage => usage.peakBytes)) / 1e6).toFixed(0),
  ];
  for (const line of formatTable(
    ['command', 'wall ms', 'CPU ms', 'peak MB'],
    [row('lakehouse --version', idle), row('lakehouse inspect', runs)],
  ))
    context.print(line);
  context.goals.push(
    {
      name: 'lakehouse inspect, a million files: time from start to end',
      measured: median(runs.map(({ wallMs }) => wallMs)) / 1000,
      atMost: 3,
      unit: ' s',
      note: `starting takes ${median(idle.map(({ wallMs }) => wallMs)).toFixed(
        0,
      )} ms of it`,
    },
    {
      name: 'lakehouse inspect, a million files: peak of memory',
      measured: median(runs.map(({ peakBytes }) => peakBytes)) / 1e6,
      atMost: 300,
      unit: ' MB',
    },
  );
}

async function usageOf(
  args: string[],
  checkOutput?: (output: string) => void,
): Promise<Usage> {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-bench-'));
  const record = join(folder, 'usage.json');
  try {
    const start = performance.now();
    const child = spawn(process.execPath, [COMMAND, ...args], {
      env: {
        ...process.env,
        NODE_OPTIONS: `--require ${JSON.stringify(RECORDER)}`,
        LAKEHOUSE_BENCH_USAGE: record,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output: Buffer[] = [];
    child.stdout.on('data', chunk => output.push(chunk));
    const [code] = await once(child, 'close');
    const wallMs = performance.now() - start;
    if (code !== 0) throw new Error(`lakehouse ${args[0]} ended with ${code}`);
    checkOutput?.(Buffer.concat(output).toString('utf8'));
    return { wallMs, ...JSON.parse(readFileSync(record, 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function check(output: string, { totals }: BenchTable): void {
  const { files } = JSON.parse(output);
  for (const [name, value] of Object.entries(totals)) {
    // The sums are far below 2^53.
    if (files?.incomplete !== false || String(files[name]) !== String(value))
      throw new Error(
        `lakehouse inspect says ${name} ${files?.[name]}, not ${value}`,
      );
  }
}
