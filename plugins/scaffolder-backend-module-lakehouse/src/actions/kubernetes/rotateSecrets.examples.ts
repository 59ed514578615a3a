import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { EXAMPLE_DOCUMENT, exampleStep } from './exampleDocument';

export const examples: TemplateExample[] = [
  {
    description: 'Makes the secrets of a lakehouse anew',
    example: stringify(
      exampleStep('lakehouse:secrets:rotate', {
        document: EXAMPLE_DOCUMENT,
        cluster: 'production',
      }),
    ),
  },
];
