import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { formatPolicy } from '@lakehouse-portal/maintenance';
import { withoutStack } from '../withoutStack';
import { policyDocumentOf } from './policyDocument';
import { examples } from './writePolicy.examples';

/**
 * `lakehouse:policy:write`: writes a policy of maintenance into the workspace, for a pull request.
 * @public
 */
export function createWritePolicyAction() {
  return createTemplateAction({
    id: 'lakehouse:policy:write',
    description:
      'Checks a policy of maintenance, and writes it to a file in the workspace',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        document: z =>
          z
            .union([z.string(), z.record(z.string(), z.any())])
            .describe('The MaintenancePolicy, as YAML or as an object'),
        targetPath: z =>
          z
            .string()
            .optional()
            .describe('File in the workspace; policies/<name>.yaml'),
      },
      output: {
        path: z => z.string().describe('The file in the workspace'),
        name: z => z.string().describe('The name of the policy'),
        yaml: z => z.string().describe('What is in the file'),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const document = policyDocumentOf(ctx.input.document);
        const { name } = document.metadata;
        const path = ctx.input.targetPath ?? `policies/${name}.yaml`;
        const yaml = formatPolicy(document);
        const file = resolveSafeChildPath(ctx.workspacePath, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, yaml);
        ctx.logger.info(`The policy ${name} is in ${path}`);
        ctx.output('path', path);
        ctx.output('name', name);
        ctx.output('yaml', yaml);
      }),
  });
}
