import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  FleetOverview,
  OwnerRollUp,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Reclaimable,
  sumOfReclaimable,
  type ReclaimableRollUp,
} from '../RollUp';
import {
  formatBytes,
  formatCount,
  LayerMark,
  OwnerLink,
  tableStyles,
  text,
} from '../shared';
import { type ChangeTablesState, NONE, type TablesState } from '../TablesList';
import { OwnerLayerButton } from './OwnerLayerButton';
import styles from './FleetPage.module.css';

/** Owners down, layers across; the bars of all shown cells have one scale. */
export function OwnerLayerTable(props: {
  overview: FleetOverview;
  owners: OwnerRollUp[];
  state: TablesState;
  onChange: ChangeTablesState;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { overview, owners, state, onChange } = props;
  const { layers } = overview;
  const cells = overview.owners.flatMap(owner => owner.layers);
  const max = Math.max(
    1,
    ...owners.flatMap(owner => owner.layers).map(({ rollUp }) => rollUp.tables),
  );
  const tablesOf = (layer: string) =>
    cells
      .filter(cell => cell.layer === layer)
      .reduce((sum, { rollUp }) => sum + rollUp.tables, 0);
  const reclaimableOf = (layer: string) =>
    sumOfReclaimable(
      cells.filter(cell => cell.layer === layer).map(({ rollUp }) => rollUp),
    );
  const reclaimable = overview.total.reclaimableBytes !== undefined;
  return (
    <div
      className={tableStyles.scroll}
      tabIndex={0}
      role="region"
      aria-label={t('fleet.matrix.scroll')}
    >
      <table
        className={`${tableStyles.table} ${styles.matrix}`}
        style={{ minWidth: 220 + layers.length * 170 }}
      >
        <caption className={text.hidden}>{t('fleet.matrix.caption')}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.ownerColumn}>
              {t('fleet.columns.owner')}
            </th>
            {layers.map(layer => (
              <th key={layer} scope="col">
                <span className={styles.layerHead}>
                  <LayerMark layer={layer === NONE ? undefined : layer} />
                  <span className={styles.layerCount}>
                    <span>
                      {t('fleet.matrix.tables', {
                        count: tablesOf(layer),
                        formattedCount: formatCount(tablesOf(layer)),
                      })}
                    </span>
                    <LayerReclaimable rollUp={reclaimableOf(layer)} />
                  </span>
                </span>
              </th>
            ))}
            <th
              scope="col"
              className={`${tableStyles.number} ${styles.sizeColumn}`}
            >
              {reclaimable
                ? t('fleet.matrix.reclaimable')
                : t('fleet.columns.size')}
            </th>
          </tr>
        </thead>
        <tbody>
          {owners.map(owner => (
            <tr key={owner.owner ?? NONE}>
              <th scope="row" className={styles.ownerCell}>
                <OwnerLink owner={owner.owner} />
              </th>
              {layers.map(layer => (
                <td key={layer} className={styles.cell}>
                  <OwnerLayerButton
                    owner={owner.owner}
                    layer={layer}
                    rollUp={
                      owner.layers.find(cell => cell.layer === layer)?.rollUp
                    }
                    max={max}
                    state={state}
                    onChange={onChange}
                  />
                </td>
              ))}
              <td className={tableStyles.number}>
                {reclaimable ? (
                  <Reclaimable rollUp={owner.total} />
                ) : (
                  formatBytes(owner.total.sizeBytes)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LayerReclaimable(props: { rollUp: ReclaimableRollUp }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { reclaimableBytes, reclaimableUnknown } = props.rollUp;
  return reclaimableBytes === undefined ? null : (
    <>
      {', '}
      <span>
        {t('fleet.matrix.reclaimableSize', {
          size: formatBytes(reclaimableBytes),
        })}
      </span>
      {reclaimableUnknown !== undefined && (
        <>
          {' '}
          <span>
            {t('fleet.matrix.reclaimableUnknown', {
              count: reclaimableUnknown,
              formattedCount: formatCount(reclaimableUnknown),
            })}
          </span>
        </>
      )}
    </>
  );
}
