import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { EXAMPLE_DOCUMENT, exampleStep } from './exampleDocument';

export const examples: TemplateExample[] = [
  {
    description: 'Waits at most a quarter of an hour until everything is ready',
    example: stringify(
      exampleStep('lakehouse:kubernetes:wait', {
        document: EXAMPLE_DOCUMENT,
        cluster: 'production',
        timeoutSeconds: 900,
      }),
    ),
  },
];
