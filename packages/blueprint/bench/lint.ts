/* eslint-disable no-console -- a benchmark prints */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintManifests } from '../src/lint';

const GOAL_MS = 1000;
const OBJECTS = 1000;
const ROUNDS = 5;

/** The manifests of all fixtures, in namespaces of their own, until there are enough objects. */
function manifests(): { path: string; text: string }[] {
  const fixtures = join(__dirname, '../src/lint/fixtures');
  const rules = readdirSync(fixtures);
  const files: { path: string; text: string }[] = [];
  for (let count = 0; count < OBJECTS; ) {
    const rule = rules[files.length % rules.length];
    const text = readFileSync(join(fixtures, rule, 'bad.yaml'), 'utf8');
    const namespace = `lake-${files.length}`;
    files.push({
      path: `${namespace}.yaml`,
      text: text.replaceAll('namespace: lake', `namespace: ${namespace}`),
    });
    count += text.split(/^---$/m).length;
  }
  return files;
}

const files = manifests();
const characters = files.reduce((sum, { text }) => sum + text.length, 0);
const times: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const start = performance.now();
  const { counts, findings } = lintManifests(files);
  times.push(performance.now() - start);
  if (round === 0)
    console.log(
      `lint: ${counts.objects} objects in ${counts.files} files, ${Math.round(
        characters / 1024,
      )} KB, ${findings.length} findings`,
    );
}
const [first, ...warm] = times;
const median = warm.sort((one, other) => one - other)[warm.length >> 1];
console.log(
  `first run ${Math.round(first)} ms, then ${Math.round(
    median,
  )} ms (goal: ${GOAL_MS} ms)`,
);
if (median > GOAL_MS) process.exitCode = 1;
