import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  cacheDirectory,
  prepareOnce,
  reportProgress,
  runCommand,
} from '../../processes';
import { goToolchain } from './goToolchain';

/** Two idle cores need 9 minutes for the largest. */
export const BUILD_TIMEOUT_MS = 5_000_000;

/** More at once need more memory than time they save: the largest packages take 1 GB each. */
export const BUILD_FLAGS = [
  '-p',
  String(Math.min(2, availableParallelism())),
  '-trimpath',
];

/** Programs without a library of this machine: they run in any image. */
export function buildEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
}

/**
 * Builds a program of somebody else's module into the cache, unless it is there for this version, by this Go. Go checks the
 * modules against its checksum database.
 *
 * @param install - `path`: of its package; `takes`: how long, for people.
 * @param andMore - What else belongs to it; fills the same folder. `revision` is to be raised when it changes.
 * @returns The folder.
 * @throws MissingPrerequisiteError without Go 1.25 or newer.
 */
export async function installProgram(
  install: { name: string; path: string; version: string; takes: string },
  andMore: { revision: number; fill: (directory: string) => Promise<void> } = {
    revision: 0,
    fill: async () => {},
  },
): Promise<string> {
  const { name, path, version, takes } = install;
  const toolchain = await goToolchain(name);
  const hash = createHash('sha256')
    .update(`${toolchain}\0-s -w\0-trimpath\0${andMore.revision}`)
    .digest('hex');
  return prepareOnce(
    cacheDirectory(name, `${version}-${hash.slice(0, 16)}`),
    async temporary => {
      reportProgress(
        `building ${name} ${version} from its sources: ${takes} on two cores`,
      );
      await runCommand(
        'go',
        [
          ...['install', ...BUILD_FLAGS, '-ldflags', '-s -w'],
          `${path}@${version}`,
        ],
        {
          env: { ...buildEnvironment(), GOBIN: temporary },
          timeoutMs: BUILD_TIMEOUT_MS,
        },
      );
      await andMore.fill(temporary);
    },
  );
}

/** Where Go unpacked a module, which it fetches if need be. */
export async function moduleDirectory(
  path: string,
  version: string,
): Promise<string> {
  const output = await runCommand(
    'go',
    ['mod', 'download', '-json', `${path}@${version}`],
    { timeoutMs: 300_000 },
  );
  return (JSON.parse(output) as { Dir: string }).Dir;
}

/** Path of CoreDNS, built on first use (234 MB of modules, 200 s). */
export async function buildCoreDns(version: string): Promise<string> {
  const directory = await installProgram({
    ...{ name: 'coredns', path: 'github.com/coredns/coredns', version },
    takes: '3 to 4 minutes',
  });
  return join(directory, 'coredns');
}
