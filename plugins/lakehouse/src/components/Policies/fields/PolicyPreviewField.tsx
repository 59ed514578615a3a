import { useEffect, useMemo } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { MaintenancePolicyDocument } from '@lakehouse-portal/maintenance';
import { policyApiRef } from '../../../api';
import { lakehouseTranslationRef } from '../../../translation';
import {
  answersOf,
  type AnswerProps,
} from '../../Blueprint/fields/AnswerProps';
import { useLoaded } from '../../Blueprint/useLoaded';
import { Banner, ErrorPanel, Surface, text } from '../../shared';
import { policyDraftOf } from './policyAnswers';
import { PolicyPreviewView } from './PolicyPreviewView';

/** What the template goes on with: the policy, and the version that it replaces. */
interface Answer {
  document?: MaintenancePolicyDocument;
  version?: number;
}

/**
 * The last step before Create: the policy as a document, and the tables that it would be for. Its own answer is the policy,
 * so that what is made is what was seen.
 */
export function PolicyPreviewField(props: AnswerProps<Answer>) {
  const { formData, onChange } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(policyApiRef);
  const { policy: _, ...answers } = answersOf(props) as {
    policy?: unknown;
    replaces?: number;
    destination?: string;
  };
  // By content: the form makes a new object for each change, and this field's own answer is such a change.
  const key = JSON.stringify(answers);
  const draft = useMemo(() => policyDraftOf(JSON.parse(key)), [key]);
  const document = draft.status === 'valid' ? draft.document : undefined;
  const preview = useLoaded(document && JSON.stringify(document), signal =>
    api.previewPolicy({ document }, { signal }),
  );
  const answer = JSON.stringify({
    document,
    version:
      preview.status === 'loaded' ? preview.value.existing?.version : undefined,
  });
  const isAnswered = JSON.stringify(formData) === answer;
  useEffect(() => {
    if (!isAnswered) onChange(JSON.parse(answer));
  }, [answer, isAnswered, onChange]);

  return (
    <Surface>
      {draft.status === 'invalid' && (
        <>
          <Banner
            tone="warning"
            role="alert"
            title={t('policies.form.invalid')}
          />
          <ul>
            {draft.issues.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                {path && <code className={text.strong}>{path}</code>} {message}
              </li>
            ))}
          </ul>
        </>
      )}
      {document && preview.status === 'failed' && (
        <ErrorPanel
          title={t('policies.form.failed')}
          notAllowed={t('policies.notAllowed')}
          error={preview.error}
          onRetry={preview.again}
        />
      )}
      {document && preview.status === 'loaded' && (
        <PolicyPreviewView
          name={document.metadata.name}
          preview={preview.value}
          began={answers.replaces}
          isForPortal={answers.destination !== 'file'}
        />
      )}
    </Surface>
  );
}
