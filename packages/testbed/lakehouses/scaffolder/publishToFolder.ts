import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';

/**
 * `publish:github:pull-request` without a GitHub: what would be asked to be merged is in the folder at once. Its inputs are
 * those that docs/gitops.md uses.
 */
export function publishToFolder(folder: string) {
  const action = createTemplateAction({
    id: 'publish:github:pull-request',
    description: 'Puts files into a folder',
    schema: {
      input: {
        repoUrl: z => z.string(),
        branchName: z => z.string(),
        title: z => z.string(),
        description: z => z.string(),
        sourcePath: z => z.string(),
        targetPath: z => z.string(),
      },
      output: { remoteUrl: z => z.string() },
    },
    async handler(ctx) {
      const { branchName, sourcePath, targetPath } = ctx.input;
      await cp(join(ctx.workspacePath, sourcePath), join(folder, targetPath), {
        recursive: true,
      });
      ctx.output('remoteUrl', `https://git.example.com/pull/${branchName}`);
    },
  });
  return createBackendModule({
    ...{ pluginId: 'scaffolder', moduleId: 'publish-to-folder' },
    register(reg) {
      reg.registerInit({
        deps: { scaffolder: scaffolderActionsExtensionPoint },
        async init({ scaffolder }) {
          scaffolder.addActions(action);
        },
      });
    },
  });
}
