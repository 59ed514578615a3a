import type { AuthService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { PolicyApi } from '@lakehouse-portal/plugin-lakehouse-common';
import { reasonOf } from '../reasonOf';
import { withoutStack } from '../withoutStack';
import { policyDocumentOf } from './policyDocument';
import { examples } from './storePolicy.examples';

/**
 * `lakehouse:policy:store`: keeps a policy of maintenance in the portal, where it holds at once. It acts with the rights of
 * the person who started the task; the same policy again changes nothing.
 * @public
 */
export function createStorePolicyAction(options: {
  auth: Pick<AuthService, 'getPluginRequestToken'>;
  policies: Pick<PolicyApi, 'previewPolicy' | 'savePolicy'>;
}) {
  const { auth, policies } = options;
  return createTemplateAction({
    id: 'lakehouse:policy:store',
    description:
      'Keeps a policy of maintenance in the portal, where it holds at once',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        document: z =>
          z
            .union([z.string(), z.record(z.string(), z.any())])
            .describe('The MaintenancePolicy, as YAML or as an object'),
        version: z =>
          z
            .number()
            .int()
            .min(1)
            .optional()
            .describe(
              'The version that it replaces; left out for a policy that is new',
            ),
      },
      output: {
        name: z => z.string().describe('The name of the policy'),
        version: z => z.number().describe('Its version from now on'),
        tables: z => z.number().describe('How many tables it is for'),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const document = policyDocumentOf(ctx.input.document);
        const { name } = document.metadata;
        const { token } = await auth.getPluginRequestToken({
          onBehalfOf: await ctx.getInitiatorCredentials(),
          targetPluginId: 'lakehouse',
        });
        const request = { token, signal: ctx.signal };
        ctx.output('name', name);
        try {
          if (ctx.isDryRun) {
            const { tables = 0 } = await policies.previewPolicy(
              { document },
              request,
            );
            ctx.logger.info(
              `Would keep the policy ${name}, for ${countOf(tables)}`,
            );
            ctx.output('version', (ctx.input.version ?? 0) + 1);
            ctx.output('tables', tables);
            return;
          }
          const saved = await policies.savePolicy(
            { document, version: ctx.input.version },
            request,
          );
          ctx.logger.info(
            `The policy ${name} holds from now on, version ${
              saved.version
            }, for ${countOf(saved.tables)}`,
          );
          ctx.output('version', saved.version ?? 1);
          ctx.output('tables', saved.tables);
        } catch (error) {
          throw reasonOf(error, 'The policy was not kept');
        }
      }),
  });
}

function countOf(tables: number): string {
  return `${tables} table${tables === 1 ? '' : 's'}`;
}
