import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Creates an embedded lakehouse with the three medallion layers',
    example: stringify({
      steps: [
        {
          id: 'create',
          action: 'lakehouse:create',
          name: 'Create the lakehouse',
          input: {
            name: 'playground',
            owner: 'group:default/data-platform',
            layers: ['bronze', 'silver', 'gold'],
            target: 'embedded',
          },
        },
      ],
    }),
  },
  {
    description: 'With a title, a description and a sample table in each layer',
    example: stringify({
      steps: [
        {
          id: 'create',
          action: 'lakehouse:create',
          input: {
            name: 'web-lab',
            title: 'Web lab',
            description: 'Where web analytics tries things out',
            owner: 'group:default/web-analytics',
            layers: ['raw', 'curated'],
            target: 'embedded',
            sampleTables: true,
          },
        },
      ],
    }),
  },
];
