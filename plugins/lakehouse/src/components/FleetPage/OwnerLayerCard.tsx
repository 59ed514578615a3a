import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetOverview } from '@lakehouse-portal/plugin-lakehouse-common';
import { Button } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import { SeverityLegend } from '../RollUp';
import { CardFrame, formatCount } from '../shared';
import { type ChangeTablesState, type TablesState } from '../TablesList';
import { OwnerLayerTable } from './OwnerLayerTable';
import styles from './FleetPage.module.css';

/** Owners that are shown at once, the worst first. */
const MAX_OWNERS = 8;

/** Health by owner and layer. A bar is a filter of the list below. */
export function OwnerLayerCard(props: {
  overview: FleetOverview;
  state: TablesState;
  onChange: ChangeTablesState;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { overview } = props;
  const [all, setAll] = useState(false);
  const shown = all ? overview.owners : overview.owners.slice(0, MAX_OWNERS);
  return (
    <CardFrame
      flush
      title={t('fleet.matrix.title')}
      subtitle={t('fleet.matrix.subtitle')}
      actions={<SeverityLegend />}
    >
      <OwnerLayerTable {...props} owners={shown} />
      {overview.owners.length > MAX_OWNERS && (
        <div className={styles.more}>
          <Button size="small" variant="tertiary" onPress={() => setAll(!all)}>
            {all
              ? t('fleet.matrix.fewer')
              : t('fleet.matrix.all', {
                  count: overview.owners.length,
                  formattedCount: formatCount(overview.owners.length),
                })}
          </Button>
        </div>
      )}
    </CardFrame>
  );
}
