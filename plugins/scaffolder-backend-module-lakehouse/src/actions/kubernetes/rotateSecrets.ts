import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { objectsToApply, renderRotation } from '@lakehouse-portal/blueprint';
import {
  applyObjects,
  type KubernetesObject,
  preflight,
  removeObjects,
  waitForObjects,
} from '@lakehouse-portal/kubernetes';
import {
  FIELD_MANAGER,
  type KubernetesAccess,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { clusterInput } from './clusterInput';
import { clusterTarget } from './ClusterContext';
import { pendingRotation } from './pendingRotation';
import { describeReadiness, ReadinessNews } from './ReadinessNews';
import { requireRights } from './requireRights';
import { restartForRotation, restartGroups } from './restartForRotation';
import { examples } from './rotateSecrets.examples';
import { withoutStack } from '../withoutStack';

const TIMEOUT_MS = 900_000;

/**
 * `lakehouse:secrets:rotate`: has the cluster make the Secrets anew that it made for a lakehouse, and restarts the pods that
 * read them. Values are made, handed on and written by a Job in the cluster; the portal reads none.
 *
 * All that it knows of how far it is is in the cluster: run again, it goes on with the rotation that was interrupted.
 * @public
 */
export function createRotateSecretsAction(options: {
  kubernetes: Pick<KubernetesAccess, 'transportTo'>;
}) {
  return createTemplateAction({
    id: 'lakehouse:secrets:rotate',
    description:
      'Makes the passwords, keys and the certificate anew that the cluster made for a lakehouse; Trino and the storage are restarted',
    examples,
    supportsDryRun: true,
    schema: {
      input: clusterInput,
      output: {
        rotated: z =>
          z.array(z.string()).describe('Secrets that have other values now'),
        left: z =>
          z
            .array(z.string())
            .describe('Secrets that have those of before, and why'),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const { client, cluster, objects, rendered, set } = await clusterTarget(
          ctx,
          options.kubernetes,
          ctx.input,
        );
        const { signal } = ctx;
        const { lakehouse } = rendered;
        const rotationSet = { ...set, name: `${set.name}-rotation` };
        const rotationOf = (id: string) => {
          const rotation = renderRotation(lakehouse, id);
          return { ...rotation, objects: objectsToApply(rotation.objects) };
        };
        const groups = restartGroups(objects);
        const { rotated, left, objects: sample } = rotationOf('any');
        for (const [of, purposes] of [
          [sample, ['apply', 'wait', 'remove']],
          [groups.flat(), ['apply', 'wait']],
        ] as const)
          requireRights(
            await preflight(client, of, { purposes, signal }),
            cluster,
          );
        ctx.output(
          'rotated',
          rotated.map(({ name }) => name),
        );
        ctx.output(
          'left',
          left.map(({ name, reason }) => `${name}: ${reason}`),
        );
        for (const { name, keys } of rotated)
          ctx.logger.info(`anew  ${name}: ${keys.join(', ')}`);
        for (const { name, reason } of left)
          ctx.logger.info(`stays ${name}: ${reason}`);
        if (ctx.isDryRun) return;

        const wait = async (of: readonly KubernetesObject[], what: string) => {
          const news = new ReadinessNews();
          const report = await waitForObjects(client, of, {
            ...{ timeoutMs: TIMEOUT_MS, signal },
            onProgress: ({ objects: states }) => {
              for (const object of news.of(states))
                ctx.logger.info(describeReadiness(object));
            },
          });
          if (!report.ready)
            throw new ServiceUnavailableError(
              `${what}:\n${report.objects
                .filter(({ state }) => state !== 'ready')
                .map(describeReadiness)
                .join(
                  '\n',
                )}\nThe same step goes on from there once the reason is gone: nothing is made anew twice.`,
            );
        };
        const clear = async () => {
          const { complete } = await removeObjects(client, rotationSet, {
            ...{ fieldManager: FIELD_MANAGER, signal },
          });
          if (!complete)
            throw new ServiceUnavailableError(
              `The Job of the rotation can't be removed from ${cluster}. The same step goes on from there.`,
            );
        };

        const pending = await pendingRotation(client, set, signal);
        // What it had begun is in its Secret: the next one goes on with the same values.
        if (pending?.hasFailed) await clear();
        const id =
          pending && !pending.hasFailed ? pending.id : Date.now().toString(36);
        if (pending)
          ctx.logger.info('A rotation was interrupted, and is gone on with');
        const { objects: job } = rotationOf(id);
        const applied = await applyObjects(client, job, {
          ...{ fieldManager: FIELD_MANAGER, set: rotationSet, signal },
        });
        if (applied.outcome === 'incomplete')
          throw new ConflictError(
            `The cluster ${cluster} does not take the Job of the rotation:\n${applied.objects
              .flatMap(({ id: object, refusal }) =>
                refusal ? [`  ${object}: ${refusal.message}`] : [],
              )
              .join('\n')}`,
          );
        await wait(
          job.filter(({ kind }) => kind === 'Job'),
          'The Secrets are not made anew',
        );
        for (const group of groups) {
          await restartForRotation(client, group, id, signal);
          await wait(group, 'The Secrets are made anew, but not all is ready');
        }
        await clear();
      }),
  });
}
