import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import {
  type ProofReport,
  proveLakehouse,
  type ProveOptions,
  sessionsOf,
} from '@lakehouse-portal/prove';
import { TrinoClient, type TrinoAuthentication } from '@lakehouse-portal/trino';
import { BadInputError } from '../../errors/BadInputError';
import type { Terminal } from '../../output/Terminal';
import { describeHead, describeProof } from './describeProof';
import { ProofWriter } from './ProofWriter';
import { proofToJson } from './proofToJson';
import { readAccessFile } from './readAccessFile';

/** How `lakehouse prove` was called. */
export interface ProveCommandOptions {
  trino: string;
  catalog: string;
  layer?: string[];
  user?: string;
  ca?: string;
  workers?: string;
  storage?: string;
  access?: string;
  wait: string;
  json: boolean;
}

/** As a document of a lakehouse has them where it says nothing. */
const LAYERS = ['bronze', 'silver', 'gold'];

/**
 * `lakehouse prove`: whether a lakehouse works. Ctrl-C ends it, and what it made is removed all the same.
 *
 * @returns the exit code: 0 when it is proved.
 */
export async function proveCommand(
  terminal: Terminal,
  options: ProveCommandOptions,
): Promise<number> {
  const user = options.user ?? userInfo().username;
  const question = questionOf(options);
  const client = TrinoClient.create({
    server: options.trino,
    user,
    authentication: authenticationOf(user),
    ...(options.ca !== undefined && { tls: { ca: readText(options.ca) } }),
  });
  const stop = new AbortController();
  const onInterrupt = () => {
    terminal.err('\nlakehouse: cleaning up; Ctrl-C again ends at once\n');
    stop.abort(new Error('Interrupted'));
  };
  process.once('SIGINT', onInterrupt);
  const writer = options.json ? undefined : new ProofWriter(terminal);
  try {
    if (!options.json) {
      terminal.out(describeHead(options.catalog, options.trino, user));
    }
    const report = await proveLakehouse({
      ...question,
      connect: sessionsOf(client),
      signal: stop.signal,
      onStep: event => writer?.write(event),
    });
    terminal.out(
      options.json
        ? `${JSON.stringify(proofToJson(report), null, 2)}\n`
        : describeProof(report),
    );
    return exitCodeOf(report);
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    client.close();
  }
}

function exitCodeOf({ outcome }: ProofReport): number {
  return outcome === 'proved' ? 0 : 1;
}

function questionOf(
  options: ProveCommandOptions,
): Omit<ProveOptions, 'connect'> {
  const { workers, storage, access } = options;
  return {
    catalog: options.catalog,
    layers: (options.layer ?? LAYERS).map(schema => ({ schema })),
    waitMs: wholeNumber('--wait', options.wait) * 1000,
    ...(workers !== undefined && {
      nodes: { workers: wholeNumber('--workers', workers) },
    }),
    ...(storage !== undefined && { storage: storageOf(storage) }),
    ...(access !== undefined && { access: readAccessFile(access) }),
  };
}

function authenticationOf(user: string): TrinoAuthentication {
  const { LAKEHOUSE_TRINO_PASSWORD: password, LAKEHOUSE_TRINO_TOKEN: token } =
    process.env;
  if (password && token) {
    throw new BadInputError(
      'LAKEHOUSE_TRINO_PASSWORD and LAKEHOUSE_TRINO_TOKEN are both set: choose one',
    );
  }
  if (token) {
    return { type: 'jwt', token };
  }
  return password
    ? { type: 'basic', username: user, password }
    : { type: 'none' };
}

function storageOf(text: string): { scheme: string; bucket: string } {
  const [, scheme, bucket] = /^([a-z0-9+]+):\/\/([^/]+)\/?$/.exec(text) ?? [];
  if (scheme === undefined) {
    throw new BadInputError(
      `--storage is a bucket like s3://lake, not "${text}"`,
    );
  }
  return { scheme, bucket };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,5}$/.test(text)) {
    throw new BadInputError(`${option} is a whole number, not "${text}"`);
  }
  return Number(text);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInputError(
      `${file} cannot be read: ${(error as Error).message}`,
    );
  }
}
