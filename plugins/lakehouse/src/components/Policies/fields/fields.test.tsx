import { useState, type ComponentType } from 'react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { PolicyApi } from '@lakehouse-portal/plugin-lakehouse-common';
import { configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { policyApiRef } from '../../../api';
import type { AnswerProps } from '../../Blueprint/fields/AnswerProps';
import { mockPolicyApi } from '../__testUtils__/mockPolicyApi';
import { PolicyPreviewField } from './PolicyPreviewField';
import { validatePolicyAnswer, validatePolicyPreview } from './validatePolicy';
import { WindowsField } from './WindowsField';

configure({ defaultHidden: true });

/** Renders a field as the form does: it holds the answers, and hands them to the field. */
function renderField(
  Field: ComponentType<AnswerProps<any>>,
  name: string,
  initial: Record<string, unknown>,
  api: PolicyApi = mockPolicyApi(),
) {
  const changes: any[] = [];
  function Form() {
    const [answers, setAnswers] = useState(initial);
    const props = {
      name,
      formData: answers[name],
      formContext: { formData: answers },
      onChange: (value: unknown) => {
        changes.push(value);
        setAnswers(before => ({ ...before, [name]: value }));
      },
    } as unknown as AnswerProps<any>;
    return <Field {...props} />;
  }
  return {
    changes,
    ...renderInTestApp(<Form />, { apis: [[policyApiRef, api]] }),
  };
}

const ANSWERS = {
  name: 'streaming-bronze',
  layer: 'bronze',
  compaction: 'automatic',
  destination: 'portal',
};

describe('Preview of a policy', () => {
  it('shows the document and the tables, and answers with what it showed and the version that it replaces', async () => {
    const previewPolicy = jest.fn(async () => ({
      issues: [],
      yaml: 'kind: MaintenancePolicy\n',
      tables: 2,
      examples: [{ lakehouse: 'retail', schema: 'bronze', table: 'clicks' }],
      existing: { origin: 'portal' as const, version: 4 },
    }));
    const { changes, container } = renderField(
      PolicyPreviewField,
      'policy',
      { ...ANSWERS, replaces: 4 },
      mockPolicyApi({ previewPolicy }),
    );
    expect(
      await screen.findByText('streaming-bronze would be for 2 tables.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/It replaces version 4/)).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
    await waitFor(() =>
      expect(changes.at(-1)).toMatchObject({
        version: 4,
        document: {
          metadata: { name: 'streaming-bronze' },
          spec: { operations: { 'rewrite-data-files': 'automatic' } },
        },
      }),
    );
    // Its own answer is no new question.
    expect(previewPolicy).toHaveBeenCalledTimes(1);
    expect((await axe(container)).violations).toEqual([]);
  });

  it('warns where it would replace what somebody else wrote meanwhile, or can not be kept', async () => {
    const existing = (
      found: Awaited<ReturnType<PolicyApi['previewPolicy']>>['existing'],
    ) =>
      mockPolicyApi({
        previewPolicy: async () => ({
          issues: [],
          tables: 0,
          examples: [],
          existing: found,
        }),
      });
    const { unmount } = renderField(
      PolicyPreviewField,
      'policy',
      { ...ANSWERS, replaces: 3 },
      existing({ origin: 'portal', version: 4 }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'since you began to edit version 3: there is a version 4 now',
    );
    expect(screen.getByText(/No table matches so far/)).toBeInTheDocument();
    unmount();
    renderField(
      PolicyPreviewField,
      'policy',
      ANSWERS,
      existing({ origin: 'configuration' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'it can’t be kept in the portal',
    );
  });

  it('says what is to be corrected instead, and lets nothing go on to Create', async () => {
    const wrong = { ...ANSWERS, pause: 'a while', compaction: 'inherited' };
    const { changes } = renderField(PolicyPreviewField, 'policy', wrong);
    expect(await screen.findByText('spec.cooldown')).toBeInTheDocument();
    await waitFor(() => expect(changes.at(-1)).toEqual({}));
    const errors: string[] = [];
    const field = { addError: (message: string) => errors.push(message) };
    validatePolicyPreview({}, field, { formData: wrong });
    expect(errors).toEqual([
      expect.stringMatching(
        /^spec\.cooldown: "a while" is not a duration such as/,
      ),
    ]);
    errors.length = 0;
    for (const question of ['pause', 'name']) {
      validatePolicyAnswer('', field, {
        formData: wrong,
        uiSchema: { 'ui:options': { question } },
      });
    }
    expect(errors).toEqual([expect.stringMatching(/^"a while" is not/)]);
  });
});

it('Windows are added, given days in the order of the week, and removed', async () => {
  const { changes, container } = renderField(WindowsField, 'windows', {
    windows: [{ from: '22:00', to: '04:00' }],
  });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Fri' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Mon' }));
  await userEvent.type(
    screen.getByRole('textbox', { name: 'Time zone of window 1' }),
    'UTC',
  );
  expect(changes.at(-1)).toEqual([
    { from: '22:00', to: '04:00', days: ['mon', 'fri'], timeZone: 'UTC' },
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'Add a window' }));
  expect(changes.at(-1)).toHaveLength(2);
  await userEvent.click(
    screen.getByRole('button', { name: 'Remove window 1' }),
  );
  expect(changes.at(-1)).toEqual([{ from: '22:00', to: '04:00' }]);
  expect((await axe(container)).violations).toEqual([]);
});
