import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig, VersionApi } from '@kubernetes/client-node';
import { KUBERNETES_VERSION, KubernetesApi } from '../src/kubernetes';

// eslint-disable-next-line no-restricted-syntax -- a script of the repository, which is not built
const RUN = join(__dirname, '../../../scripts/run.js');

describe('npm run systems -- up kubernetes', () => {
  let runtime: string;

  beforeAll(() => {
    runtime = mkdtempSync(join(tmpdir(), 'lakehouse-systems-test-'));
  });

  afterAll(async () => {
    await run('down');
    rmSync(runtime, { recursive: true, force: true });
  });

  async function run(
    ...args: string[]
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = spawn(process.execPath, [RUN, 'systems', ...args], {
      env: { ...process.env, LAKEHOUSE_TESTBED_RUNTIME: runtime },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => (stdout += chunk));
    child.stderr.on('data', chunk => (stderr += chunk));
    const code = await new Promise<number | null>(resolve =>
      child.once('close', resolve),
    );
    return { code, stdout, stderr };
  }

  it('gives a kubeconfig, and an app-config by which a portal may do all; both go with it', async () => {
    const up = await run('up', 'kubernetes', '--json');
    expect(up).toMatchObject({ code: 0 });
    const [{ connection }] = JSON.parse(up.stdout).systems;
    const config = new KubeConfig();
    config.loadFromFile(connection.kubeconfig);
    const version = await config.makeApiClient(VersionApi).getCode();
    expect(version.gitVersion).toBe(KUBERNETES_VERSION);

    expect(statSync(connection.appConfig).mode.toString(8)).toBe('100600');
    const [locator] = JSON.parse(readFileSync(connection.appConfig, 'utf8'))
      .kubernetes.clusterLocatorMethods;
    const [{ url, caData, serviceAccountToken }] = locator.clusters;
    const portal = new KubernetesApi(
      url,
      Buffer.from(caData, 'base64').toString('utf8'),
      { token: serviceAccountToken },
    );
    const { items } = await portal.request<{
      items: { metadata: { name: string } }[];
    }>('GET', '/api/v1/nodes');
    expect(items.map(({ metadata }) => metadata.name)).toEqual([
      ...['node-a', 'node-b', 'node-c'],
    ]);
    expect(connection.portal).toContain(connection.appConfig);

    expect((await run('status')).stdout).toContain(connection.kubeconfig);
    expect((await run('down', 'kubernetes')).code).toBe(0);
    for (const file of [connection.kubeconfig, connection.appConfig])
      expect(existsSync(file)).toBe(false);
    await expect(portal.request('GET', '/version')).rejects.toThrow(
      /ECONNREFUSED/,
    );
  }, 6_000_000);
});
