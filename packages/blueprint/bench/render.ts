/* eslint-disable no-console -- a benchmark prints */
import { execFileSync } from 'node:child_process';
import { readLakehouse } from '../src/document';
import { renderLakehouse } from '../src/render';
import { LARGE } from './LARGE';

const GOAL_MS = 300;
const ROUNDS = 20;

const loaded = performance.now();
const times: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const start = performance.now();
  const { objects, files } = renderLakehouse(readLakehouse(LARGE, 'large'));
  times.push(performance.now() - start);
  if (round === 0)
    console.log(
      `render: ${objects.length} objects in ${files.length} files, ${Math.round(
        files.reduce((sum, { text }) => sum + text.length, 0) / 1024,
      )} KB`,
    );
}
const [first, ...warm] = times;
console.log(
  `first run ${Math.round(first)} ms, then ${middle(warm).toFixed(
    1,
  )} ms (goal: ${GOAL_MS} ms); Node with all sources loaded and compiled: ${Math.round(
    loaded,
  )} ms before`,
);
if (first > GOAL_MS) process.exitCode = 1;
compareWithHelm();

/** `--helm=PATH --chart=DIR`: the official Trino chart (Trino alone), as a process. */
function compareWithHelm(): void {
  const helm = argument('helm');
  const chart = argument('chart');
  if (helm === undefined || chart === undefined) return;
  const runs = Array.from({ length: 5 }, () => {
    const start = performance.now();
    const text = execFileSync(helm, [
      'template',
      ...['large', chart, '--set', 'server.workers=8'],
    ]);
    return { took: performance.now() - start, bytes: text.length };
  });
  console.log(
    `helm template of the Trino chart: ${Math.round(
      middle(runs.map(({ took }) => took)),
    )} ms as a process, ${Math.round(runs[0].bytes / 1024)} KB`,
  );
}

function argument(name: string): string | undefined {
  return process.argv
    .find(given => given.startsWith(`--${name}=`))
    ?.slice(name.length + 3);
}

function middle(values: number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1];
}
