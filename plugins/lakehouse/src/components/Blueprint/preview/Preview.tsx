import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../../translation';
import { Lede } from '../../shared';
import { formatCores, formatMebibytes } from './amounts';
import { CapacityPanel } from './CapacityPanel';
import { ChangesPanel } from './changes/ChangesPanel';
import type { TakingOver } from './changes/TakingOver';
import { formatMoney, type Prices, totalCostOf } from './cost';
import type { Draft } from './Draft';
import { LintPanel } from './LintPanel';
import { ManifestsPanel } from './ManifestsPanel';
import { OverviewPanel } from './OverviewPanel';
import styles from './preview.module.css';

/** A lakehouse before it is: overview, capacity and cost, files, findings, and what a cluster says about it. */
export function Preview(
  props: {
    draft: Extract<Draft, { status: 'rendered' }>;
    prices: Prices | undefined;
  } & TakingOver,
) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { draft, prices, takeOwnership, onTakeOwnership } = props;
  const { rendered, lint, document } = draft;
  const { total } = rendered.capacity;
  const findings = lint.findings.length + lint.errors.length;
  return (
    <>
      <Lede
        headline={t('blueprint.preview.lede', {
          count: rendered.objects.length,
          name: rendered.lakehouse.name,
          cost: prices
            ? t('blueprint.preview.ledeCost', {
                cost: formatMoney(
                  totalCostOf(rendered.capacity, prices),
                  prices.currency,
                ),
              })
            : t('blueprint.preview.ledeNoCost'),
        })}
        detail={t('blueprint.preview.ledeDetail', {
          pods: String(total.pods),
          cpu: formatCores(total.cpuRequest),
          memory: formatMebibytes(total.memoryMiB),
          storage: formatMebibytes(total.storageMiB),
          namespace: rendered.lakehouse.namespace,
        })}
      />
      <Tabs className={styles.tabs}>
        <TabList aria-label={t('blueprint.preview.parts')}>
          <Tab id="overview">{t('blueprint.preview.overview')}</Tab>
          <Tab id="capacity">{t('blueprint.preview.capacity')}</Tab>
          <Tab id="manifests">{t('blueprint.preview.manifests')}</Tab>
          <Tab id="lint">
            {findings === 0
              ? t('blueprint.preview.lint')
              : t('blueprint.preview.lintCount', { count: findings })}
          </Tab>
          <Tab id="changes">{t('blueprint.preview.changes')}</Tab>
        </TabList>
        <TabPanel id="overview" className={styles.panel}>
          <OverviewPanel rendered={rendered} />
        </TabPanel>
        <TabPanel id="capacity" className={styles.panel}>
          <CapacityPanel
            document={document}
            capacity={rendered.capacity}
            prices={prices}
          />
        </TabPanel>
        <TabPanel id="manifests" className={styles.panel}>
          <ManifestsPanel
            name={rendered.lakehouse.name}
            files={rendered.files}
          />
        </TabPanel>
        <TabPanel id="lint" className={styles.panel}>
          <LintPanel lint={lint} />
        </TabPanel>
        <TabPanel id="changes" className={styles.panel}>
          <ChangesPanel
            document={document}
            cluster={rendered.lakehouse.cluster}
            takeOwnership={takeOwnership}
            onTakeOwnership={onTakeOwnership}
          />
        </TabPanel>
      </Tabs>
    </>
  );
}
