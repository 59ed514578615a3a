import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { EXAMPLE_DOCUMENT, exampleStep } from './exampleDocument';

export const examples: TemplateExample[] = [
  {
    description: 'Proves it through the service of its Trino',
    example: stringify(
      exampleStep('lakehouse:prove', {
        document: EXAMPLE_DOCUMENT,
        cluster: 'production',
      }),
    ),
  },
];
