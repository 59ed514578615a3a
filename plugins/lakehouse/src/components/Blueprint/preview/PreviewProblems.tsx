import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../../translation';
import { Banner, ErrorPanel, text } from '../../shared';
import type { Draft } from './Draft';

/** Why there is nothing to preview yet. */
export function PreviewProblems(props: {
  draft: Extract<Draft, { status: 'invalid' | 'failed' }>;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { draft } = props;
  if (draft.status === 'failed') {
    return (
      <ErrorPanel title={t('blueprint.preview.failed')} error={draft.error} />
    );
  }
  return (
    <>
      <Banner
        tone="warning"
        role="alert"
        title={t('blueprint.preview.invalidTitle', {
          count: draft.problems.length,
        })}
      >
        {t('blueprint.preview.invalidDetail')}
      </Banner>
      <ul>
        {draft.problems.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path && <code className={text.strong}>{path}</code>} {message}
          </li>
        ))}
      </ul>
    </>
  );
}
