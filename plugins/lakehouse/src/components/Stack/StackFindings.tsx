import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiAlertFill,
  RiCloseCircleFill,
  RiInformationLine,
} from '@remixicon/react';
import type { StackFinding } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { tableStyles, text } from '../shared';
import styles from './stack.module.css';

const MARKS = {
  error: { Icon: RiCloseCircleFill, color: 'var(--lh-sev-critical)' },
  warning: { Icon: RiAlertFill, color: 'var(--lh-sev-risk)' },
  info: { Icon: RiInformationLine, color: 'var(--lh-axis)' },
} as const;

/** Findings of the Stack doctor, each with what to do about it. */
export function StackFindings(props: {
  /** What they are, for who can't see where they stand. */
  caption: string;
  findings: readonly StackFinding[];
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { caption, findings } = props;
  return (
    // It can scroll sideways, so it must be reachable by keyboard.
    <div
      className={tableStyles.scroll}
      tabIndex={0}
      role="region"
      aria-label={t('stack.doctor.list', { caption })}
    >
      <table className={`${tableStyles.table} ${tableStyles.top}`}>
        <caption className={text.hidden}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('stack.doctor.kind')}</th>
            <th scope="col">{t('stack.doctor.what')}</th>
            <th scope="col">{t('stack.doctor.todo')}</th>
            <th scope="col">{t('stack.doctor.rule')}</th>
          </tr>
        </thead>
        <tbody>
          {findings.map(({ severity, rule, object, message, fix, source }) => (
            <tr key={`${rule} ${object} ${message}`}>
              <td className={tableStyles.nowrap}>
                <Severity severity={severity} />
              </td>
              <th scope="row" className={styles.what}>
                {message}
                <div className={text.note}>
                  <code>{[object, source].filter(Boolean).join(' · ')}</code>
                </div>
              </th>
              <td className={styles.what}>{fix}</td>
              <td className={tableStyles.nowrap}>
                <code>{rule}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Severity(props: { severity: StackFinding['severity'] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { Icon, color } = MARKS[props.severity];
  return (
    <span className={styles.mark}>
      <Icon size={16} color={color} aria-hidden />
      {t(`stack.doctor.severity.${props.severity}`)}
    </span>
  );
}
