import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { readLakehouse, renderLakehouse } from '@lakehouse-portal/blueprint';
import type {
  KubernetesRequest,
  KubernetesTransport,
} from '@lakehouse-portal/kubernetes';
import { parse } from 'yaml';
import { accessExpectations } from './accessExpectations';
import { EXAMPLE_DOCUMENT } from './exampleDocument';
import {
  createApplyBlueprintAction,
  createPreviewApplyAction,
  createProveBlueprintAction,
  createRegisterBlueprintAction,
  createRemoveBlueprintAction,
  createRenderBlueprintAction,
  createWaitForBlueprintAction,
} from './index';
import { serveTrinoOfCluster } from './serveTrinoOfCluster';

const unreachable = {
  transportTo: async (): Promise<KubernetesTransport> => {
    throw new Error('no cluster is asked');
  },
};

describe('Actions that bring a lakehouse to Kubernetes', () => {
  it.each(
    [
      createRenderBlueprintAction(),
      createPreviewApplyAction({ kubernetes: unreachable }),
      createApplyBlueprintAction({ kubernetes: unreachable }),
      createWaitForBlueprintAction({ kubernetes: unreachable }),
      createProveBlueprintAction({ kubernetes: unreachable }),
      createRemoveBlueprintAction({ kubernetes: unreachable }),
      createRegisterBlueprintAction({
        lakehouse: { createLakehouse: jest.fn() },
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

  it('says what to give where Trino asks for a password, instead of failing with 401', async () => {
    const ctx = createMockActionContext({
      input: {
        cluster: 'production',
        document: {
          ...EXAMPLE_DOCUMENT,
          spec: {
            ...EXAMPLE_DOCUMENT.spec,
            trino: { authentication: { type: 'password' } },
          },
        },
      },
    });
    const kubernetes = {
      transportTo: async () => ({
        request: async () => ({ status: 500, body: '' }),
      }),
    };
    await expect(
      createProveBlueprintAction({ kubernetes }).handler(ctx as any),
    ).rejects.toThrow(/asks for a password.*input "trino"/);
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

describe('accessExpectations', () => {
  it('asks for each combination of groups what the document promises them', () => {
    const { lakehouse } = renderLakehouse(
      readLakehouse(
        {
          ...EXAMPLE_DOCUMENT,
          spec: {
            ...EXAMPLE_DOCUMENT.spec,
            layers: [{ name: 'bronze' }, { name: 'gold' }],
            trino: { authentication: { type: 'password' } },
            access: {
              admins: ['admin'],
              groups: { analysts: ['ann', 'bob'], engineers: ['eve', 'admin'] },
              grants: [
                { group: 'analysts', layers: ['gold'], may: 'read' },
                { group: 'engineers', layers: ['bronze', 'gold'], may: 'own' },
              ],
              columns: [
                {
                  ...{ layer: 'gold', table: 'people', column: 'email' },
                  ...{ mask: "'***'", except: ['engineers'] },
                },
                { layer: 'gold', table: 'people', column: 'iban' },
              ],
            },
          },
        },
        'test',
      ),
    );
    const asked = accessExpectations(lakehouse).map(
      ({ user, schema, table, column, expectation }) =>
        [user, schema, table, column, expectation].filter(Boolean).join(' '),
    );
    expect(asked).toEqual([
      'ann bronze refused',
      'ann gold visible',
      'ann gold not-writable',
      'ann gold people email masked',
      'ann gold people iban refused',
      'eve bronze visible',
      'eve bronze writable',
      'eve gold visible',
      'eve gold writable',
      'eve gold people email visible',
      'eve gold people iban refused',
      'lakehouse-portal-stranger bronze refused',
    ]);
  });
});
