import { ResponseError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type {
  CreateLakehouseRequest,
  LakehouseDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import { createCreateLakehouseAction } from './createLakehouse';

const input = {
  name: 'playground',
  owner: 'data-platform',
  layers: ['bronze', 'gold'],
  target: 'embedded' as const,
};

function setUp(failure?: Error, catalogFailure?: Error) {
  const requests: CreateLakehouseRequest[] = [];
  const lakehouse = {
    createLakehouse: async (request: CreateLakehouseRequest) => {
      if (failure) {
        throw failure;
      }
      requests.push(request);
      return {
        name: request.name,
        schemas: request.layers.map(name => ({ name })),
        rollUp: { tables: 0 },
      } as LakehouseDetail;
    },
  };
  const catalog = {
    getEntityByRef: async (ref: unknown) => {
      if (catalogFailure) {
        throw catalogFailure;
      }
      return ref === 'group:default/data-platform'
        ? ({ kind: 'Group' } as Entity)
        : undefined;
    },
  };
  const action = createCreateLakehouseAction({ lakehouse, catalog });
  return { requests, action };
}

describe('lakehouse:create', () => {
  it('creates the lakehouse for its owner and says where its entity will be', async () => {
    const { action, requests } = setUp();
    const ctx = { ...createMockActionContext({ input }), output: jest.fn() };
    await action.handler(ctx);
    expect(requests).toEqual([
      { ...input, owner: 'group:default/data-platform' },
    ]);
    expect(ctx.output).toHaveBeenCalledWith(
      'entityRef',
      'system:default/playground',
    );
    expect(ctx.output).toHaveBeenCalledWith('schemas', ['bronze', 'gold']);
  });

  it('creates nothing in a dry run, with the same output', async () => {
    const { action, requests } = setUp();
    const ctx = {
      ...createMockActionContext({ input }),
      output: jest.fn(),
      isDryRun: true,
    };
    await action.handler(ctx);
    expect(requests).toEqual([]);
    expect(ctx.output).toHaveBeenCalledWith(
      'entityRef',
      'system:default/playground',
    );
    expect(ctx.output).toHaveBeenCalledWith('schemas', ['bronze', 'gold']);
  });

  it.each([
    [{ ...input, owner: 'group:' }, "The owner 'group:' is not an entity ref"],
    [
      { ...input, owner: 'group:default/nobody' },
      "There is no owner 'group:default/nobody' in the software catalog",
    ],
    [{ ...input, owner: 'api:default/orders' }, 'must be a group or a user'],
    [{ ...input, layers: ['gold', 'gold'] }, "The layer 'gold' is named twice"],
  ])('refuses bad input before anything is created', async (bad, message) => {
    const { action, requests } = setUp();
    await expect(
      action.handler(createMockActionContext({ input: bad })),
    ).rejects.toThrow(message);
    expect(requests).toEqual([]);
  });

  it('creates it when the catalog can not be asked about the owner, and says so', async () => {
    const { action, requests } = setUp(undefined, new Error('catalog is down'));
    const ctx = createMockActionContext({ input });
    const warn = jest.spyOn(ctx.logger, 'warn');
    await action.handler(ctx);
    expect(requests).toHaveLength(1);
    expect(warn).toHaveBeenCalledWith(
      expect.stringContaining('catalog is down'),
    );
  });

  it('fails with a message that the log of the task shows without a stack', async () => {
    const { action } = setUp(new Error('The disk is full'));
    await expect(
      action.handler(createMockActionContext({ input })),
    ).rejects.toMatchObject({ stack: 'Error: The disk is full' });
  });

  it('fails with the reason of the back end, not with the status of the request', async () => {
    const { action } = setUp(
      await ResponseError.fromResponse(
        new Response(
          JSON.stringify({
            error: {
              name: 'ConflictError',
              message: 'There is a lakehouse playground already',
            },
            response: { statusCode: 409 },
          }),
          { status: 409, headers: { 'content-type': 'application/json' } },
        ),
      ),
    );
    await expect(
      action.handler(createMockActionContext({ input })),
    ).rejects.toThrow(
      'The lakehouse was not created; caused by ConflictError: There is a lakehouse playground already',
    );
  });

  it('has examples that its own schema accepts', () => {
    const { action } = setUp();
    expect(action.examples!.length).toBeGreaterThan(0);
    const known = Object.keys(
      (action.schema!.input as { properties: object }).properties,
    );
    for (const { example } of action.examples!) {
      const [step] = parse(example).steps;
      expect(step.action).toBe(action.id);
      expect(known).toEqual(expect.arrayContaining(Object.keys(step.input)));
      for (const required of (action.schema!.input as { required: string[] })
        .required) {
        expect(step.input).toHaveProperty(required);
      }
    }
  });
});
