import type { Entity } from '@backstage/catalog-model';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createWaitForEntityAction } from './waitForEntity';

const entity: Entity = {
  apiVersion: 'v1',
  kind: 'System',
  metadata: { name: 'playground' },
};

function actionWithAnswers(answers: Array<Entity | undefined>) {
  const getEntityByRef = jest.fn(async () =>
    answers.length > 1 ? answers.shift() : answers[0],
  );
  return {
    getEntityByRef,
    action: createWaitForEntityAction({
      catalog: { getEntityByRef },
      pollIntervalMs: 1,
    }),
  };
}

describe('lakehouse:entity:wait', () => {
  const input = { entityRef: 'system:default/playground', timeoutSeconds: 1 };

  it('ends when the catalog has the entity', async () => {
    const { action, getEntityByRef } = actionWithAnswers([
      undefined,
      undefined,
      entity,
    ]);
    const ctx = {
      // It ends with the entity, and not with its time: that is long, for a machine that stands still for a while.
      ...createMockActionContext({ input: { ...input, timeoutSeconds: 600 } }),
      output: jest.fn(),
    };
    await action.handler(ctx);
    expect(getEntityByRef).toHaveBeenCalledTimes(3);
    expect(ctx.output).toHaveBeenCalledWith(
      'entityRef',
      'system:default/playground',
    );
  });

  it('gives up after the given time and says what is left', async () => {
    const { action } = actionWithAnswers([undefined]);
    await expect(
      action.handler(createMockActionContext({ input })),
    ).rejects.toThrow(
      'system:default/playground was not in the software catalog after 1 s. What was created stays',
    );
  });

  it('does not wait in a dry run', async () => {
    const { action, getEntityByRef } = actionWithAnswers([undefined]);
    await action.handler({
      ...createMockActionContext({ input }),
      isDryRun: true,
    });
    expect(getEntityByRef).not.toHaveBeenCalled();
  });
});
