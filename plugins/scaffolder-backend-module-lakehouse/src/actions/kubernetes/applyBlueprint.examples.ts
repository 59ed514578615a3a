import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { EXAMPLE_DOCUMENT, exampleStep } from './exampleDocument';

export const examples: TemplateExample[] = [
  {
    description: 'Applies a lakehouse to a cluster',
    example: stringify(
      exampleStep('lakehouse:kubernetes:apply', {
        document: EXAMPLE_DOCUMENT,
        cluster: 'production',
      }),
    ),
  },
];
