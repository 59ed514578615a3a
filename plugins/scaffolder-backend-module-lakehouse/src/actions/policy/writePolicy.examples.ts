import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { EXAMPLE_POLICY } from './examplePolicy';

export const examples: TemplateExample[] = [
  {
    description: 'Writes a policy, and asks for it to be merged',
    example: stringify({
      steps: [
        {
          id: 'write',
          action: 'lakehouse:policy:write',
          name: 'Write the policy',
          input: { document: EXAMPLE_POLICY },
        },
        {
          id: 'publish',
          action: 'publish:github:pull-request',
          name: 'Ask for it to be merged',
          input: {
            repoUrl: 'github.com?owner=example&repo=lakehouse-policies',
            branchName: 'policy-${{ steps.write.output.name }}',
            title: 'Policy ${{ steps.write.output.name }}',
            description: 'Made with the template Maintenance policy',
          },
        },
      ],
    }),
  },
];
