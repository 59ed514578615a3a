import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { EXAMPLE_DOCUMENT, exampleStep } from './exampleDocument';

export const examples: TemplateExample[] = [
  {
    description: 'Loads the lab into the schema lab',
    example: stringify(
      exampleStep('lakehouse:lab:load', {
        document: EXAMPLE_DOCUMENT,
        cluster: 'production',
      }),
    ),
  },
];
