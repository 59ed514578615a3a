import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, resolve, sep } from 'node:path';
import { CoverageMap } from './engine/CoverageMap';
import { CurrentInput } from './engine/CurrentInput';
import { executeInput } from './engine/executeInput';
import { FuzzEngine } from './engine/FuzzEngine';
import { decodeInput, encodeInput, type FuzzInput } from './engine/FuzzInput';
import type { WorkerConfig, WorkerMessage } from './engine/messages';
import { Random } from './engine/Random';
import type { FuzzTarget } from './targets';

const STATUS_MS = 500;

/** The process that runs the inputs: it may hang or die of them, and is then replaced. */
async function main(): Promise<void> {
  const config: WorkerConfig = JSON.parse(process.argv[2]);
  const coverage = new CoverageMap();
  coverage.install(resolve(__dirname, '../src') + sep);
  // Only now: what is loaded before has no counters.
  const targets: FuzzTarget[] = Object.values(require('./targets'));
  const chosen = targets.filter(
    ({ name }) => config.targets.length === 0 || config.targets.includes(name),
  );
  if (config.replay !== undefined) {
    await replay(targets, decodeInput(readFileSync(config.replay)));
    process.disconnect();
    return;
  }
  await fuzz(config, chosen, coverage);
}

async function replay(targets: FuzzTarget[], input: FuzzInput): Promise<void> {
  const target = targets.find(({ name }) => name === input.target);
  if (!target) throw new Error(`There is no target ${input.target}`);
  const trouble = await executeInput(target, input);
  say({ type: 'replayed', key: trouble?.key, message: trouble?.message });
}

async function fuzz(
  { seed, folder }: WorkerConfig,
  targets: FuzzTarget[],
  coverage: CoverageMap,
): Promise<void> {
  const corpusFolder = join(folder, 'corpus');
  mkdirSync(corpusFolder, { recursive: true });
  const current = new CurrentInput(join(folder, 'current'));
  let isStopped = false;
  process.on('message', () => {
    isStopped = true;
  });
  process.on('SIGINT', () => {
    // The process that started this one asks for the end.
  });
  process.on('disconnect', () => process.exit());
  const engine = new FuzzEngine(targets, coverage, new Random(seed), {
    beforeInput: input => current.write(input),
    onFinding: ({ key, message, input }) =>
      say({
        type: 'finding',
        key,
        message,
        input: encodeInput(input).toString('base64'),
      }),
  });
  const report = (): void => {
    for (const input of engine.takeKept()) {
      const bytes = encodeInput(input);
      const name = createHash('sha256').update(bytes).digest('hex');
      writeFileSync(join(corpusFolder, name.slice(0, 24)), bytes);
    }
    say({
      type: 'status',
      inputs: engine.inputs,
      corpus: engine.corpusSize,
      places: engine.places,
      totalPlaces: coverage.total,
    });
  };
  const kept = readdirSync(corpusFolder)
    .sort()
    .map(name => decodeInput(readFileSync(join(corpusFolder, name))));
  await engine.start(kept, () => isStopped);
  let reported = 0;
  while (!isStopped) {
    for (let count = 0; count < 20; count++) await engine.step();
    await new Promise(turn => setImmediate(turn));
    if (Date.now() - reported > STATUS_MS) {
      report();
      reported = Date.now();
    }
  }
  report();
  process.disconnect();
}

function say(message: WorkerMessage): void {
  process.send?.(message);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(70);
});
