import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import type { StackReport } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Age, Banner, CardFrame, CodeBlock, Lede } from '../shared';
import styles from './stack.module.css';
import { StackDoctor } from './StackDoctor';
import { StackDrift } from './StackDrift';
import { StackObjects } from './StackObjects';
import { StackUpgrade } from './StackUpgrade';
import { templateLink } from './templateLink';

/** A stack that was read. */
export function StackView(props: {
  stack: Extract<StackReport, { status: 'read' }>;
  onAgain: () => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { stack, onAgain } = props;
  const { cluster, namespace, document, readAtMs, objects, findings, notes } =
    stack;
  const drifted = objects.filter(({ state }) => state !== 'as-rendered');
  const waiting = objects.filter(
    ({ readiness }) => readiness && readiness.state !== 'ready',
  );
  const withFields = drifted.filter(({ fields }) => fields.length > 0);
  // What somebody has changed is of more interest than advice.
  const isUrgent = findings.some(({ severity }) => severity !== 'info');
  const values = { cluster, document };
  return (
    <>
      <div className={styles.opening}>
        <Lede
          headline={`${[
            drifted.length === 0
              ? t('stack.summary.asRendered', { count: objects.length })
              : t('stack.summary.drifted', {
                  count: drifted.length,
                  total: String(objects.length),
                }),
            waiting.length === 0
              ? t('stack.summary.allReady')
              : t('stack.summary.notReady', { count: waiting.length }),
          ].join('; ')}.`}
          detail={t('stack.summary.where', {
            cluster,
            namespace,
            age: <Age at={readAtMs} />,
          })}
        />
        <div className={styles.actions}>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiRefreshLine size={14} />}
            onPress={onAgain}
          >
            {t('stack.again')}
          </Button>
          <ButtonLink
            size="small"
            variant="secondary"
            href={templateLink('lakehouse-kubernetes-change', values)}
          >
            {t('stack.actions.change')}
          </ButtonLink>
          <ButtonLink
            size="small"
            variant="secondary"
            href={templateLink('lakehouse-kubernetes-rotate', values)}
          >
            {t('stack.actions.rotate')}
          </ButtonLink>
          <ButtonLink
            size="small"
            variant="secondary"
            href={templateLink('lakehouse-kubernetes-remove', values)}
          >
            {t('stack.actions.remove')}
          </ButtonLink>
        </div>
      </div>
      {notes.map(note => (
        <Banner key={note} tone="info" title="">
          {note}
        </Banner>
      ))}
      {isUrgent && <StackDoctor findings={findings} />}
      {withFields.length > 0 && <StackDrift objects={withFields} />}
      {!isUrgent && <StackDoctor findings={findings} />}
      <StackObjects objects={objects} />
      <StackUpgrade cluster={cluster} document={document} />
      <CardFrame
        title={t('stack.document.title')}
        subtitle={t('stack.document.subtitle')}
      >
        <CodeBlock
          code={document}
          label={t('stack.document.label')}
          language="yaml"
        />
      </CardFrame>
    </>
  );
}
