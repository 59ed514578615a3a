import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { readLakehouse, renderLakehouse } from '@lakehouse-portal/blueprint';
import type {
  KubernetesRequest,
  KubernetesTransport,
} from '@lakehouse-portal/kubernetes';
import { parse, stringify } from 'yaml';
import { EXAMPLE_DOCUMENT } from './exampleDocument';
import {
  createApplyBlueprintAction,
  createFindBlueprintAction,
  createLoadLabAction,
  createPreviewApplyAction,
  createProveBlueprintAction,
  createRegisterBlueprintAction,
  createRemoveBlueprintAction,
  createRenderBlueprintAction,
  createRotateSecretsAction,
  createUnregisterBlueprintAction,
  createWaitForBlueprintAction,
} from './index';
import { serveTrinoOfCluster } from './serveTrinoOfCluster';

const unreachable = {
  transportTo: async (): Promise<KubernetesTransport> => {
    throw new Error('no cluster is asked');
  },
  addressOf: async () => ({ baseUrl: 'http://127.0.0.1:1' }),
};

/** A cluster that answers GET with these objects, allows everything, and has nothing else. */
const clusterWith = (objects: Record<string, object>) => ({
  ...unreachable,
  transportTo: async (): Promise<KubernetesTransport> => ({
    request: async ({ method, path }) => {
      if (path.endsWith('/selfsubjectaccessreviews'))
        return { status: 201, body: '{"status":{"allowed":true}}' };
      return method === 'GET' && path in objects
        ? { status: 200, body: JSON.stringify(objects[path]) }
        : {
            status: 404,
            body: JSON.stringify({
              ...{ kind: 'Status', apiVersion: 'v1', code: 404 },
              ...{ reason: 'NotFound', message: `${path} not found` },
            }),
          };
    },
  }),
});

const secretOf = (values: Record<string, string>) => ({
  data: Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      Buffer.from(value).toString('base64'),
    ]),
  ),
});

const withPassword = (authentication: object = {}) => ({
  ...EXAMPLE_DOCUMENT,
  spec: {
    ...EXAMPLE_DOCUMENT.spec,
    trino: { authentication: { type: 'password', ...authentication } },
  },
});

describe('Actions that bring a lakehouse to Kubernetes', () => {
  it.each(
    [
      createRenderBlueprintAction(),
      createPreviewApplyAction({ kubernetes: unreachable }),
      createApplyBlueprintAction({ kubernetes: unreachable }),
      createWaitForBlueprintAction({ kubernetes: unreachable }),
      createProveBlueprintAction({ kubernetes: unreachable }),
      createRemoveBlueprintAction({ kubernetes: unreachable }),
      createRotateSecretsAction({ kubernetes: unreachable }),
      createLoadLabAction({ kubernetes: unreachable }),
      createUnregisterBlueprintAction({
        lakehouse: { removeLakehouse: jest.fn() },
      }),
      createRegisterBlueprintAction({
        lakehouse: { createLakehouse: jest.fn() },
        kubernetes: unreachable,
      }),
    ].map(action => [action.id, action] as const),
  )('has examples of %s whose documents can be used', (id, action) => {
    expect(action.examples?.length).toBeGreaterThan(0);
    for (const { example } of action.examples ?? [])
      for (const step of parse(example).steps) {
        expect(step.action).toBe(id);
        expect(() => readLakehouse(step.input.document, id)).not.toThrow();
      }
  });

  describe('lakehouse:kubernetes:find', () => {
    const DISCOVERY = {
      '/api/v1': {
        kind: 'APIResourceList',
        resources: [
          {
            name: 'configmaps',
            kind: 'ConfigMap',
            namespaced: true,
            verbs: [],
          },
        ],
      },
    };
    const PATH = '/api/v1/namespaces/lake/configmaps/sales-document';
    const configMap = (text: string) => ({
      ...{ apiVersion: 'v1', kind: 'ConfigMap' },
      metadata: { name: 'sales-document', namespace: 'lake' },
      data: { 'lakehouse.yaml': text },
    });
    const find = (objects: Record<string, object>, timeoutSeconds: number) => {
      const output = jest.fn();
      const ctx = {
        ...createMockActionContext({
          input: {
            ...{ cluster: 'prod', name: 'sales', namespace: 'lake' },
            timeoutSeconds,
          } as any,
        }),
        output,
      };
      const done = createFindBlueprintAction({
        kubernetes: clusterWith(objects),
        pollIntervalMs: 5,
      }).handler(ctx as any);
      return { done, output };
    };

    it('gives the document as it stands in the cluster, as soon as something has delivered it', async () => {
      const objects: Record<string, object> = { ...DISCOVERY };
      const { done, output } = find(objects, 10);
      const text = stringify(EXAMPLE_DOCUMENT);
      setTimeout(() => {
        objects[PATH] = configMap(text);
      }, 50);
      await done;
      expect(output).toHaveBeenCalledWith('document', text);
    });

    it('says of a lakehouse that does not come where it looked, and what to look at', async () => {
      await expect(find(DISCOVERY, 0).done).rejects.toThrow(
        /The namespace lake of prod has no ConfigMap sales-document.*pull request merged/,
      );
    });

    it('says of a document that somebody has broken what is wrong with it, instead of handing it on', async () => {
      const { done, output } = find(
        { ...DISCOVERY, [PATH]: configMap('kind: Lakehouse\n') },
        0,
      );
      await expect(done).rejects.toThrow(/apiVersion/);
      expect(output).not.toHaveBeenCalled();
    });
  });

  describe('lakehouse:blueprint:render', () => {
    let workspacePath: string;
    beforeEach(async () => {
      workspacePath = await mkdtemp(join(tmpdir(), 'lakehouse-render-'));
    });
    afterEach(() => rm(workspacePath, { recursive: true, force: true }));

    const render = (input: object) => {
      const ctx = {
        ...createMockActionContext({ input: input as any, workspacePath }),
        output: jest.fn(),
      };
      return { ctx, done: createRenderBlueprintAction().handler(ctx as any) };
    };

    it('writes the folder of the lakehouse into the workspace', async () => {
      const { ctx, done } = render({ document: EXAMPLE_DOCUMENT });
      await done;
      const { files } = renderLakehouse(
        readLakehouse(EXAMPLE_DOCUMENT, 'test'),
      );
      expect((await readdir(join(workspacePath, 'sales'))).sort()).toEqual(
        files.map(({ path }) => path).sort(),
      );
      expect(
        await readFile(join(workspacePath, 'sales', 'trino.yaml'), 'utf8'),
      ).toBe(files.find(({ path }) => path === 'trino.yaml')!.text);
      expect(ctx.output).toHaveBeenCalledWith('path', 'sales');
    });

    it('says of a document that can not be used what is wrong with it, by path and line', async () => {
      const { done } = render({
        document:
          'apiVersion: lakehouse-portal.io/v1alpha1\nkind: Lakehouse\nmetadata:\n  name: lake\nspec:\n  owner: group:default/data\n  size: huge\n',
      });
      await expect(done).rejects.toThrow(/spec\.size \(line 7\) must be/);
    });

    it('does not write outside of the workspace', async () => {
      const { done } = render({
        document: EXAMPLE_DOCUMENT,
        targetPath: '../outside',
      });
      await expect(done).rejects.toThrow(/not allowed/);
    });
  });

  it('asks for a cluster where none is named', async () => {
    const ctx = createMockActionContext({
      input: { document: EXAMPLE_DOCUMENT },
    });
    await expect(
      createApplyBlueprintAction({ kubernetes: unreachable }).handler(
        ctx as any,
      ),
    ).rejects.toThrow(/No cluster is named/);
  });

  it('registers what was applied, read through the Service of its Trino', async () => {
    const createLakehouse = jest.fn(async () => ({ rollUp: { tables: 0 } }));
    const ctx = {
      ...createMockActionContext({
        input: { document: EXAMPLE_DOCUMENT, cluster: 'production' },
      }),
      output: jest.fn(),
    };
    await createRegisterBlueprintAction({
      lakehouse: { createLakehouse } as any,
      kubernetes: clusterWith({}),
    }).handler(ctx as any);
    expect(createLakehouse).toHaveBeenCalledWith(
      {
        ...{ name: 'sales', owner: 'group:default/data-platform' },
        ...{ layers: ['bronze', 'silver', 'gold'], target: 'kubernetes' },
        kubernetes: {
          ...{ cluster: 'production', namespace: 'sales' },
          trino: {
            server: 'http://sales-trino.sales.svc:8080',
            ...{ catalog: 'lakehouse', user: 'lakehouse-portal' },
          },
        },
      },
      expect.anything(),
    );
    expect(ctx.output).toHaveBeenCalledWith(
      'entityRef',
      'system:default/sales',
    );
  });

  it('registers what the document says of retention and maintenance, and nothing that it leaves to the portal', async () => {
    const createLakehouse = jest.fn(async (_request: object) => ({
      rollUp: { tables: 0 },
    }));
    const document = {
      ...EXAMPLE_DOCUMENT,
      spec: {
        ...EXAMPLE_DOCUMENT.spec,
        layers: [{ name: 'bronze', retention: '90d' }, { name: 'gold' }],
        maintenance: { policy: 'nightly' },
      },
    };
    await createRegisterBlueprintAction({
      lakehouse: { createLakehouse } as any,
      kubernetes: clusterWith({}),
    }).handler(
      createMockActionContext({
        input: { document, cluster: 'production' },
      }) as any,
    );
    expect(createLakehouse.mock.calls[0][0]).toMatchObject({
      layers: ['bronze', 'gold'],
      maintenance: { retention: { bronze: 'P90D' }, policy: 'nightly' },
    });
  });

  it('has the portal forget a lakehouse, also when the task runs again after it has', async () => {
    const registered = new Set(['sales']);
    const removeLakehouse = async (name: string) => {
      if (!registered.delete(name)) throw new NotFoundError('no lakehouse');
    };
    const forget = (isDryRun: boolean) =>
      createUnregisterBlueprintAction({
        lakehouse: { removeLakehouse },
      }).handler({
        ...createMockActionContext({ input: { document: EXAMPLE_DOCUMENT } }),
        isDryRun,
      } as any);
    await forget(true);
    expect(registered.size).toBe(1);
    await forget(false);
    await forget(false);
    expect(registered.size).toBe(0);
  });

  it('does not say that a lakehouse is forgotten when the portal did not do it', async () => {
    const removeLakehouse = async () => {
      throw new NotAllowedError('registered by user:default/ann');
    };
    await expect(
      createUnregisterBlueprintAction({
        lakehouse: { removeLakehouse },
      }).handler(
        createMockActionContext({
          input: { document: EXAMPLE_DOCUMENT },
        }) as any,
      ),
    ).rejects.toThrow(/registered by user:default\/ann/);
  });

  it('registers one that asks for a password by naming the Secrets of its cluster, without any value of theirs', async () => {
    const createLakehouse = jest.fn(async (_request: object) => ({
      ...{ rollUp: { tables: 0 }, scan: { status: 'failed' } },
    }));
    const ctx = createMockActionContext({
      input: { document: withPassword(), cluster: 'production' },
    });
    const warn = jest.spyOn(ctx.logger, 'warn');
    await createRegisterBlueprintAction({
      lakehouse: { createLakehouse } as any,
      kubernetes: clusterWith({
        '/api/v1/namespaces/sales/secrets/sales-trino-users': secretOf({
          ...{ username: 'admin', password: 'very-secret' },
        }),
        '/api/v1/namespaces/sales/secrets/sales-trino-tls': secretOf({
          ...{ 'ca.crt': 'PEM', 'keystore.p12': 'very-secret' },
        }),
      }),
    }).handler(ctx as any);
    expect(createLakehouse.mock.calls[0][0]).toMatchObject({
      kubernetes: {
        trino: {
          server: 'https://sales-trino.sales.svc:8443',
          user: 'admin',
          secrets: {
            password: { name: 'sales-trino-users', key: 'password' },
            ca: { name: 'sales-trino-tls', key: 'ca.crt' },
          },
        },
      },
    });
    expect(JSON.stringify(createLakehouse.mock.calls)).not.toContain(
      'very-secret',
    );
    // Nothing could be read: a person is told what a portal outside of the cluster needs.
    expect(warn.mock.calls.join()).toMatch(/outside needs an ingress/);
  });

  it('says what is missing where the cluster has only hashes of passwords, before Trino is asked', async () => {
    const users = '/api/v1/namespaces/sales/secrets/their-users';
    const document = withPassword({
      passwordFile: { from: 'secret', name: 'their-users' },
    });
    const input = { document, cluster: 'production' };
    const kubernetes = clusterWith({
      [users]: secretOf({ 'password.db': 'dora:hash' }),
      '/api/v1/namespaces/sales/secrets/sales-trino-tls': secretOf({
        'ca.crt': 'PEM',
      }),
    });
    for (const action of [
      createProveBlueprintAction({ kubernetes }),
      createRegisterBlueprintAction({
        ...{ kubernetes, lakehouse: { createLakehouse: jest.fn() } },
      }),
    ])
      await expect(
        action.handler({
          ...createMockActionContext({ input }),
          output: jest.fn(),
        } as any),
      ).rejects.toThrow(/their-users has (no username and password|only what)/);
  });
});

describe('A Trino that is reached through the API server', () => {
  it('is asked at its service, gets the headers of Trino only, and sends its client back to the same address', async () => {
    const asked: KubernetesRequest[] = [];
    const served = await serveTrinoOfCluster(
      {
        request: async request => {
          asked.push(request);
          return {
            status: 200,
            body: JSON.stringify({
              id: '1',
              nextUri: 'http://10.0.0.1:8080/v1/statement/queued/1/x/1?slug=a',
              data: [['{"nextUri":"http://elsewhere/v1"}']],
            }),
          };
        },
      },
      { namespace: 'lake', service: 'http:lake-trino:8080' },
    );
    try {
      const response = await fetch(`${served.url}/v1/statement?a=b`, {
        method: 'POST',
        body: 'SELECT 1',
        headers: { 'x-trino-user': 'admin', authorization: 'Bearer secret' },
      });
      expect(await response.json()).toEqual({
        id: '1',
        nextUri: `${served.url}/v1/statement/queued/1/x/1?slug=a`,
        data: [['{"nextUri":"http://elsewhere/v1"}']],
      });
      expect(asked).toMatchObject([
        {
          method: 'POST',
          path: '/api/v1/namespaces/lake/services/http:lake-trino:8080/proxy/v1/statement',
          query: { a: 'b' },
          body: 'SELECT 1',
          headers: { 'x-trino-user': 'admin' },
        },
      ]);
      expect(asked[0].headers).not.toHaveProperty('authorization');
    } finally {
      await served.close();
    }
  });
});
