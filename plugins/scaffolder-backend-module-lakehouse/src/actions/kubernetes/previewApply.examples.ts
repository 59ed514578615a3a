import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { EXAMPLE_DOCUMENT, exampleStep } from './exampleDocument';

export const examples: TemplateExample[] = [
  {
    description: 'Shows what would change in a cluster',
    example: stringify(
      exampleStep('lakehouse:kubernetes:preview', {
        document: EXAMPLE_DOCUMENT,
        cluster: 'production',
      }),
    ),
  },
];
