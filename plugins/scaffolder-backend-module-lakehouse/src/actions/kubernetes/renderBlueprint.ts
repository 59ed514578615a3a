import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { lintManifests, renderLakehouse } from '@lakehouse-portal/blueprint';
import { describeCapacity } from './describeCapacity';
import { documentOf } from './documentInput';
import { examples } from './renderBlueprint.examples';
import { withoutStack } from '../withoutStack';

/**
 * `lakehouse:blueprint:render`: writes the folder of a lakehouse into the workspace, for a pull request or for GitOps.
 * @public
 */
export function createRenderBlueprintAction() {
  return createTemplateAction({
    id: 'lakehouse:blueprint:render',
    description:
      'Renders a Lakehouse document to Kubernetes manifests in the workspace, and lints them',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        document: z =>
          z
            .union([z.string(), z.record(z.string(), z.any())])
            .describe('The Lakehouse document, as YAML or as an object'),
        targetPath: z =>
          z
            .string()
            .optional()
            .describe('Folder in the workspace; the name of the lakehouse'),
      },
      output: {
        path: z => z.string().describe('The folder in the workspace'),
        files: z => z.array(z.string()).describe('Its files'),
        capacity: z => z.any().describe('What the lakehouse asks of a cluster'),
        demand: z => z.string().describe('The same, as a sentence'),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const { files, capacity, lakehouse, needs } = renderLakehouse(
          documentOf(ctx.input.document),
        );
        const { findings } = lintManifests(
          files.filter(({ path }) => path !== 'README.md'),
        );
        for (const { rule, severity, file, message } of findings)
          ctx.logger.warn(`${file}: ${severity} ${rule}: ${message}`);
        if (findings.some(({ severity }) => severity === 'error'))
          throw new InputError(
            'What was rendered would not work: see the findings in the log',
          );
        const path = ctx.input.targetPath ?? lakehouse.name;
        const folder = resolveSafeChildPath(ctx.workspacePath, path);
        for (const file of files) {
          const target = resolveSafeChildPath(folder, file.path);
          await mkdir(dirname(target), { recursive: true });
          await writeFile(target, file.text);
        }
        const demand = describeCapacity(capacity.total);
        ctx.logger.info(`${files.length} files in ${path}: ${demand}`);
        for (const need of [...needs.cluster, ...needs.namespace])
          ctx.logger.info(
            `Has to be there before: ${need.replaceAll('`', '')}`,
          );
        ctx.output('path', path);
        ctx.output(
          'files',
          files.map(file => file.path),
        );
        ctx.output('capacity', { ...capacity });
        ctx.output('demand', demand);
      }),
  });
}
