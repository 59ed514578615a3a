import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { EXAMPLE_POLICY } from './examplePolicy';

const step = (input: object) =>
  stringify({
    steps: [
      {
        id: 'store',
        action: 'lakehouse:policy:store',
        name: 'Keep the policy',
        input,
      },
    ],
  });

export const examples: TemplateExample[] = [
  {
    description: 'Keeps a new policy in the portal',
    example: step({ document: EXAMPLE_POLICY }),
  },
  {
    description: 'Replaces version 3 of it',
    example: step({ document: EXAMPLE_POLICY, version: 3 }),
  },
];
