import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunVerification } from '@lakehouse-portal/plugin-lakehouse-common';
import { RiCheckboxCircleFill, RiCloseCircleFill } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  formatCount,
  formatFactor,
  NamedText,
  tableStyles,
  text,
} from '../shared';

interface Check {
  key: string;
  /** What it is of, or a sentence with the id of a snapshot. */
  name: string;
  before: string;
  after: string;
  good?: boolean;
  result: string;
}

/** What was compared after the run: rows, content, references, health. */
export function VerificationCard(props: { verification: RunVerification }) {
  const { content, refs, snapshots, health, notCompared } = props.verification;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const same = (good: boolean) =>
    good
      ? t('maintenance.verification.same')
      : t('maintenance.verification.differs');
  const checks: Check[] = content.flatMap((check, index): Check[] => [
    {
      key: `rows ${index}`,
      name: t('maintenance.verification.rows'),
      before: formatCount(BigInt(check.rowsBefore)),
      after: formatCount(BigInt(check.rowsAfter)),
      good: check.rowsBefore === check.rowsAfter,
      result: same(check.rowsBefore === check.rowsAfter),
    },
    {
      key: `checksum ${index}`,
      name: t('maintenance.verification.checksum'),
      before: short(check.checksumBefore),
      after: short(check.checksumAfter),
      ...(check.checksumBefore === undefined
        ? { result: t('maintenance.verification.none') }
        : { good: check.same, result: same(check.same) }),
    },
  ]);
  const readings = [
    ...refs.map(ref => ({ ...ref, key: `ref ${ref.name}` })),
    ...(snapshots ?? []).map(one => ({
      ...one,
      key: `snapshot ${one.snapshotId}`,
      name: t('maintenance.verification.snapshot', { id: one.snapshotId }),
    })),
  ];
  for (const { key, name, readable, detail } of readings) {
    checks.push({
      key,
      name,
      before: '',
      after: detail,
      good: readable,
      result: readable
        ? t('maintenance.verification.readable')
        : t('maintenance.verification.notReadable'),
    });
  }
  if (health?.scoreBefore !== undefined && health.scoreAfter !== undefined) {
    checks.push({
      key: 'score',
      name: t('maintenance.verification.score'),
      before: String(Math.round(health.scoreBefore)),
      after: String(Math.round(health.scoreAfter)),
      result: '',
    });
  }
  if (
    health?.slowdownBefore !== undefined &&
    health.slowdownAfter !== undefined
  ) {
    checks.push({
      key: 'slowdown',
      name: t('maintenance.verification.slowdown'),
      before: formatFactor(health.slowdownBefore),
      after: formatFactor(health.slowdownAfter),
      result: '',
    });
  }
  const leftOut = content.flatMap(check => check.leftOut ?? []);
  return (
    <CardFrame
      flush
      title={t('maintenance.verification.title')}
      footer={
        leftOut.length > 0 || notCompared.length > 0 ? (
          <>
            {leftOut.length > 0 &&
              t('maintenance.verification.leftOut', {
                columns: leftOut
                  .map(({ column, reason }) => `${column} (${reason})`)
                  .join(', '),
              })}{' '}
            {notCompared.length > 0 &&
              t('maintenance.verification.notCompared', {
                count: notCompared.length,
                formattedCount: formatCount(notCompared.length),
              })}
          </>
        ) : undefined
      }
    >
      <div
        className={tableStyles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('maintenance.verification.caption')}
      >
        <table className={tableStyles.table}>
          <caption className={text.hidden}>
            {t('maintenance.verification.caption')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('maintenance.verification.check')}</th>
              <th scope="col">{t('maintenance.verification.before')}</th>
              <th scope="col">{t('maintenance.verification.after')}</th>
              <th scope="col">{t('maintenance.verification.result')}</th>
            </tr>
          </thead>
          <tbody>
            {checks.map(check => (
              <tr key={check.key}>
                <th scope="row">
                  <NamedText>{check.name}</NamedText>
                </th>
                <td>{check.before}</td>
                <td>
                  <NamedText>{check.after}</NamedText>
                </td>
                <td>
                  <span className={text.row}>
                    {check.good === true && (
                      <RiCheckboxCircleFill
                        size={16}
                        aria-hidden
                        color="var(--lh-sev-healthy)"
                      />
                    )}
                    {check.good === false && (
                      <RiCloseCircleFill
                        size={16}
                        aria-hidden
                        color="var(--lh-sev-critical)"
                      />
                    )}
                    {check.result}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </CardFrame>
  );
}

/** The first and last digits of a checksum: enough to see whether two are the same. */
function short(checksum: string | undefined): string {
  if (checksum === undefined) {
    return '–';
  }
  return checksum.length <= 12
    ? checksum
    : `${checksum.slice(0, 6)}…${checksum.slice(-4)}`;
}
