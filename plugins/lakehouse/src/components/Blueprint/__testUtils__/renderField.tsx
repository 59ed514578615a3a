import { type ComponentType, useState } from 'react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { BlueprintClient } from '@lakehouse-portal/plugin-lakehouse-common';
import { blueprintApiRef } from '../../../api';
import type { AnswerProps } from '../fields/AnswerProps';

/** Where the back end of the tests is; msw answers. */
export const BACKEND = 'http://backend.test/api';

const GROUPS = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'analysts', namespace: 'default' },
    spec: { type: 'team', profile: { displayName: 'Analysts' }, children: [] },
    relations: [{ type: 'hasMember', targetRef: 'user:default/bo' }],
  },
];

/** Renders a field as the form does: it holds the answers, and hands them to the field. */
export function renderField(
  Field: ComponentType<AnswerProps<any>>,
  name: string,
  options: {
    answers: object;
    schema?: object;
    uiSchema?: object;
    costs?: Record<string, string | number>;
  },
) {
  const changes: unknown[] = [];
  function Form() {
    const [answers, setAnswers] = useState<Record<string, unknown>>({
      ...options.answers,
    });
    // What a form hands over besides is of no matter to our fields.
    const props = {
      ...{
        name,
        schema: options.schema ?? {},
        uiSchema: options.uiSchema ?? {},
      },
      formData: answers[name],
      formContext: { formData: answers },
      onChange: (value: unknown) => {
        changes.push(value);
        setAnswers(before => ({ ...before, [name]: value }));
      },
    } as unknown as AnswerProps<any>;
    return <Field {...props} />;
  }
  renderInTestApp(<Form />, {
    apis: [
      [
        blueprintApiRef,
        new BlueprintClient({
          discoveryApi: { getBaseUrl: async id => `${BACKEND}/${id}` },
        }),
      ],
      [catalogApiRef, catalogApiMock({ entities: GROUPS })],
    ],
    config: options.costs ? { lakehouse: { costs: options.costs } } : {},
  });
  return { changes };
}
