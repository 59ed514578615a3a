import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import {
  InvalidLakehouseError,
  type LakehouseDocument,
  parseLakehouse,
  renderLakehouse,
  trinoEndpoint,
} from '@lakehouse-portal/blueprint';
import {
  proofOf,
  type ProofReport,
  proveLakehouse,
  type ProveOptions,
  reachTrinoOfCluster,
  sessionsOf,
} from '@lakehouse-portal/prove';
import { TrinoClient, type TrinoAuthentication } from '@lakehouse-portal/trino';
import { BadInputError } from '../../errors/BadInputError';
import type { Terminal } from '../../output/Terminal';
import { describeHead, describeProof } from './describeProof';
import { ProofWriter } from './ProofWriter';
import { proofToJson } from './proofToJson';
import { readDocument } from '../render/readDocument';
import { readAccessFile } from './readAccessFile';
import { readKeptDocument } from './readKeptDocument';
import { type KubectlCluster, readKubeconfig } from './readKubeconfig';

/** How `lakehouse prove` was called. */
export interface ProveCommandOptions {
  /** Of a lakehouse on Kubernetes; its document is in the cluster. */
  name?: string;
  namespace?: string;
  document?: string;
  kubeconfig?: string;
  context?: string;
  trino?: string;
  catalog?: string;
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
  const stop = new AbortController();
  const onInterrupt = () => {
    terminal.err('\nlakehouse: cleaning up; Ctrl-C again ends at once\n');
    stop.abort(new Error('Interrupted'));
  };
  process.once('SIGINT', onInterrupt);
  const writer = options.json ? undefined : new ProofWriter(terminal);
  let subject: ProofSubject | undefined;
  try {
    subject = await subjectOf(options, stop.signal);
    const { question, client } = subject;
    if (!options.json) {
      terminal.out(describeHead(question.catalog, subject.place, subject.user));
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
    await subject?.close();
  }
}

function exitCodeOf({ outcome }: ProofReport): number {
  return outcome === 'proved' ? 0 : 1;
}

/** What is proved, and by which Trino. */
interface ProofSubject {
  question: Omit<ProveOptions, 'connect'>;
  client: TrinoClient;
  user: string;
  /** Of the Trino, for people. */
  place: string;
  close(): Promise<void>;
}

async function subjectOf(
  options: ProveCommandOptions,
  signal: AbortSignal,
): Promise<ProofSubject> {
  const { trino, catalog, name, namespace, document } = options;
  if (name !== undefined && document !== undefined)
    throw new BadInputError(
      `The document of ${name} is in its cluster: give the name or --document`,
    );
  if (namespace !== undefined && name === undefined)
    throw new BadInputError(
      '--namespace needs the name of a lakehouse: lakehouse prove NAME --namespace …',
    );
  if (name !== undefined || document !== undefined)
    return subjectOfDocument(options, signal);
  for (const [option, value] of Object.entries({
    ...{ '--trino': trino, '--catalog': catalog },
  }))
    if (value === undefined)
      throw new BadInputError(
        `${option} is needed, or the name of a lakehouse on Kubernetes, or --document with its document`,
      );
  const user = options.user ?? userInfo().username;
  const question = questionOf(options, catalog!);
  const client = TrinoClient.create({
    server: trino!,
    user,
    authentication: authenticationOf(user),
    ...(options.ca !== undefined && { tls: { ca: readText(options.ca) } }),
  });
  return {
    ...{ question, client, user, place: trino! },
    close: async () => client.close(),
  };
}

/** Through the API server of its cluster, with user and password of the Secret unless others are given. */
async function subjectOfDocument(
  options: ProveCommandOptions,
  signal: AbortSignal,
): Promise<ProofSubject> {
  for (const option of ['trino', 'catalog', 'ca', 'storage'] as const)
    if (options[option] !== undefined)
      throw new BadInputError(
        `--${option} is in the document of the lakehouse: give one or the other`,
      );
  // A file is looked at first: it may be wrong where no cluster is.
  const given =
    options.document === undefined ? undefined : documentOf(options.document);
  const cluster = await readKubeconfig(options);
  const { lakehouse } = renderLakehouse(
    given ?? (await keptDocumentOf(cluster, options, signal)),
  );
  const endpoint = trinoEndpoint(lakehouse);
  const { LAKEHOUSE_TRINO_PASSWORD: password } = process.env;
  if (password && options.user === undefined)
    throw new BadInputError(
      'LAKEHOUSE_TRINO_PASSWORD needs --user: whose password it is',
    );
  const { layer, workers, access } = options;
  const reached = await reachTrinoOfCluster(
    cluster.address,
    cluster.client,
    endpoint,
    {
      user: options.user ?? lakehouse.access?.admins[0] ?? userInfo().username,
      signal,
      ...(password && { login: { user: options.user!, password } }),
    },
  );
  const client = TrinoClient.create(reached.options);
  return {
    client,
    question: {
      ...proofOf(lakehouse),
      waitMs: wholeNumber('--wait', options.wait) * 1000,
      ...(layer && { layers: layer.map(schema => ({ schema })) }),
      ...(workers !== undefined && {
        nodes: { workers: wholeNumber('--workers', workers) },
      }),
      ...(access !== undefined && { access: readAccessFile(access) }),
    },
    user: reached.options.user,
    place: `${endpoint.service} in ${endpoint.namespace} of ${cluster.name}`,
    close: async () => {
      client.close();
      await reached.close();
    },
  };
}

function documentOf(file: string): LakehouseDocument {
  try {
    const { text, what } = readDocument(file);
    return parseLakehouse(text, what);
  } catch (error) {
    throw asBadInput(error);
  }
}

/** That which was applied last. A lakehouse is in the namespace of its name where nothing is said. */
async function keptDocumentOf(
  cluster: KubectlCluster,
  options: ProveCommandOptions,
  signal: AbortSignal,
): Promise<LakehouseDocument> {
  const { name = '', namespace = name } = options;
  try {
    return await readKeptDocument(cluster, { name, namespace }, signal);
  } catch (error) {
    throw asBadInput(error);
  }
}

/** A document that can't be used is a wrong call. */
function asBadInput(error: unknown): unknown {
  return error instanceof InvalidLakehouseError
    ? new BadInputError(error.message)
    : error;
}

function questionOf(
  options: ProveCommandOptions,
  catalog: string,
): Omit<ProveOptions, 'connect'> {
  const { workers, storage, access } = options;
  return {
    catalog,
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
