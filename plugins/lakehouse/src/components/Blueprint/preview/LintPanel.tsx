import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCheckboxCircleFill } from '@remixicon/react';
import { LINT_RULES, type LintResult } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { Banner, CardFrame, EmptyState, text } from '../../shared';
import styles from './preview.module.css';

const TONES = { error: 'negative', warning: 'warning', info: 'info' } as const;

/** What the linter finds in the files, with what to do; or that it found nothing, and how much it looked at. */
export function LintPanel(props: { lint: LintResult }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { findings, errors, counts } = props.lint;
  const count = findings.length + errors.length;
  const title =
    count === 0
      ? t('blueprint.lint.noneTitle')
      : t('blueprint.lint.title', { count });
  return (
    <CardFrame title={title}>
      {count === 0 && (
        <EmptyState
          icon={<RiCheckboxCircleFill size={20} />}
          title={title}
          detail={t('blueprint.lint.none', {
            rules: String(LINT_RULES.length),
            objects: String(counts.objects),
            files: String(counts.files),
          })}
        />
      )}
      <div className={styles.findings}>
        {errors.map(error => (
          <Banner key={error.message} tone="negative" title={error.name}>
            {error.message}
          </Banner>
        ))}
        {findings.map(finding => (
          <Banner
            key={`${finding.rule} ${finding.file} ${finding.line} ${finding.message}`}
            tone={TONES[finding.severity]}
            title={`${finding.rule}, ${t(
              `blueprint.lint.severity.${finding.severity}`,
            )}:`}
          >
            {finding.message}{' '}
            <span>{t('blueprint.lint.fix', { fix: finding.fix })}</span>{' '}
            <code className={text.nowrap}>
              {t('blueprint.lint.place', {
                file: finding.file,
                line: String(finding.line ?? '–'),
              })}
            </code>
          </Banner>
        ))}
      </div>
    </CardFrame>
  );
}
