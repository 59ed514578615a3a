import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { EXAMPLE_DOCUMENT, exampleStep } from './exampleDocument';

export const examples: TemplateExample[] = [
  {
    description: 'Removes a lakehouse and keeps its volumes',
    example: stringify(
      exampleStep('lakehouse:kubernetes:remove', {
        document: EXAMPLE_DOCUMENT,
        cluster: 'production',
        removeVolumes: false,
      }),
    ),
  },
];
