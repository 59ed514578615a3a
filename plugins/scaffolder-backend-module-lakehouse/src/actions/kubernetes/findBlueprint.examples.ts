import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { exampleStep } from './exampleDocument';

export const examples: TemplateExample[] = [
  {
    description:
      'Waits at most half an hour until Argo CD or Flux has delivered it',
    example: stringify(
      exampleStep('lakehouse:kubernetes:find', {
        ...{ cluster: 'production', name: 'sales' },
        timeoutSeconds: 1800,
      }),
    ),
  },
];
