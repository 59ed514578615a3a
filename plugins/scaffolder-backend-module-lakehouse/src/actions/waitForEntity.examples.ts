import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Waits until the entity of a lakehouse can be opened',
    example: stringify({
      steps: [
        {
          id: 'wait',
          action: 'lakehouse:entity:wait',
          name: 'Wait for the software catalog',
          input: {
            entityRef: '${{ steps.create.output.entityRef }}',
            timeoutSeconds: 60,
          },
        },
      ],
    }),
  },
];
