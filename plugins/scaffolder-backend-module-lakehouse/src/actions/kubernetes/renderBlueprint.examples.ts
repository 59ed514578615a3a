import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { EXAMPLE_DOCUMENT, exampleStep } from './exampleDocument';

export const examples: TemplateExample[] = [
  {
    description: 'Renders a small lakehouse for a pull request',
    example: stringify(
      exampleStep('lakehouse:blueprint:render', { document: EXAMPLE_DOCUMENT }),
    ),
  },
];
