import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parseMaintenancePolicies } from '@lakehouse-portal/maintenance';
import type { SavePolicyRequest } from '@lakehouse-portal/plugin-lakehouse-common';
import { parse, stringify } from 'yaml';
import { EXAMPLE_POLICY } from './examplePolicy';
import { createStorePolicyAction } from './storePolicy';
import { createWritePolicyAction } from './writePolicy';

const auth = mockServices.auth();

describe('lakehouse:policy:write', () => {
  const workspace = createMockDirectory();
  const act = async (input: { document: any; targetPath?: string }) => {
    const output: Record<string, unknown> = {};
    await createWritePolicyAction().handler({
      ...createMockActionContext({ input, workspacePath: workspace.path }),
      output: (key: string, value: unknown) => {
        output[key] = value;
      },
    } as never);
    return output;
  };

  it('writes the policy to a file that the configuration can include, from a form or from YAML', async () => {
    const document = { ...EXAMPLE_POLICY, status: undefined };
    const { path, yaml, name } = await act({ document });
    expect([path, name]).toEqual([
      'policies/streaming-bronze.yaml',
      'streaming-bronze',
    ]);
    const written = await readFile(join(workspace.path, String(path)), 'utf8');
    expect(written).toBe(yaml);
    expect(parseMaintenancePolicies(written, 'file')).toEqual([EXAMPLE_POLICY]);
    await act({ document: written, targetPath: 'deep/in/here.yaml' });
    expect(
      await readFile(join(workspace.path, 'deep/in/here.yaml'), 'utf8'),
    ).toBe(written);
  });

  it('says all that is wrong with a policy, and writes nothing out of the workspace', async () => {
    await expect(
      act({
        document: {
          ...EXAMPLE_POLICY,
          metadata: {},
          spec: { concurrency: 0, windws: [] },
        },
      }),
    ).rejects.toThrow(
      /metadata\.name: is missing\n.*spec\.concurrency: expected a whole number.*\n.*spec\.windws: is not known/,
    );
    const yaml = stringify(EXAMPLE_POLICY);
    await expect(act({ document: `${yaml}---\n${yaml}` })).rejects.toThrow(
      'these are 2',
    );
    await expect(
      act({ document: EXAMPLE_POLICY, targetPath: '../out.yaml' }),
    ).rejects.toThrow('outside');
  });
});

describe('lakehouse:policy:store', () => {
  const saved: Array<SavePolicyRequest & { token?: string }> = [];
  const policies = {
    previewPolicy: jest.fn(async () => ({ issues: [], tables: 4 })),
    savePolicy: jest.fn(async (request: SavePolicyRequest, options?: any) => {
      saved.push({ ...request, token: options?.token });
      return { version: 4, tables: 1 } as never;
    }),
  };
  const act = async (
    input: { document: any; version?: number },
    isDryRun = false,
  ) => {
    const output: Record<string, unknown> = {};
    await createStorePolicyAction({ auth, policies }).handler({
      ...createMockActionContext({ input }),
      isDryRun,
      output: (key: string, value: unknown) => {
        output[key] = value;
      },
    } as never);
    return output;
  };
  beforeEach(() => {
    saved.length = 0;
  });

  it('keeps the policy on behalf of who started the task, and says how many tables it is for', async () => {
    expect(await act({ document: EXAMPLE_POLICY, version: 3 })).toEqual({
      name: 'streaming-bronze',
      version: 4,
      tables: 1,
    });
    expect(saved).toEqual([
      {
        document: EXAMPLE_POLICY,
        version: 3,
        token: expect.stringMatching(/./),
      },
    ]);
  });

  it('keeps nothing in a dry run, and nothing that is wrong', async () => {
    expect(await act({ document: EXAMPLE_POLICY }, true)).toMatchObject({
      tables: 4,
    });
    await expect(
      act({ document: { ...EXAMPLE_POLICY, kind: 'Policy' } }),
    ).rejects.toThrow('kind: expected MaintenancePolicy');
    expect(saved).toEqual([]);
  });

  it('fails with the reason of the back end, not with the status of the request', async () => {
    policies.savePolicy.mockRejectedValueOnce(
      await ResponseError.fromResponse(
        new Response(
          JSON.stringify({
            error: {
              name: 'ConflictError',
              message: 'There is a policy "streaming-bronze" already',
            },
            response: { statusCode: 409 },
          }),
          { status: 409, headers: { 'content-type': 'application/json' } },
        ),
      ),
    );
    await expect(act({ document: EXAMPLE_POLICY })).rejects.toThrow(
      'The policy was not kept; caused by ConflictError: There is a policy "streaming-bronze" already',
    );
  });
});

it.each([
  createWritePolicyAction(),
  createStorePolicyAction({ auth, policies: {} as never }),
])('$id has examples that its own schema accepts', action => {
  const known = Object.keys(
    (action.schema!.input as { properties: object }).properties,
  );
  for (const { example } of action.examples!) {
    const [step] = parse(example).steps;
    expect(step.action).toBe(action.id);
    expect(known).toEqual(expect.arrayContaining(Object.keys(step.input)));
    expect(step.input).toHaveProperty('document');
  }
});
