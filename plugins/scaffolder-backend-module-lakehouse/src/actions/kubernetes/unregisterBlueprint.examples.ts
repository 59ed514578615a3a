import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { EXAMPLE_DOCUMENT, exampleStep } from './exampleDocument';

export const examples: TemplateExample[] = [
  {
    description: 'Forgets a lakehouse that was removed from its cluster',
    example: stringify(
      exampleStep('lakehouse:catalog:unregister', {
        document: EXAMPLE_DOCUMENT,
      }),
    ),
  },
];
