import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseFuzzOptions, USAGE } from './FuzzOptions';
import { Supervisor } from './Supervisor';

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** `npm run fuzz`: exit code 0 without findings, 1 with some. */
async function main(): Promise<number> {
  const options = parseFuzzOptions(process.argv.slice(2));
  if (!options) {
    print(USAGE);
    return 0;
  }
  const folder = options.folder
    ? resolve(options.folder)
    : mkdtempSync(join(tmpdir(), 'lakehouse-fuzz-'));
  const supervisor = new Supervisor(options, folder, print);
  if (options.replay !== undefined)
    return (await supervisor.replay(resolve(options.replay))) > 0 ? 1 : 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => supervisor.stop());
  print(
    `Seed ${options.seed}, ${options.seconds} s, corpus and findings in ${folder}`,
  );
  return (await supervisor.run()) > 0 ? 1 : 0;
}

main().then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof TypeError ? `${error.message}\n${USAGE}` : error}\n`,
    );
    process.exitCode = 2;
  },
);
