import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Capacity } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { tableStyles, text } from '../../shared';
import { formatCores, formatMebibytes } from './amounts';
import { costOf, formatMoney, type Prices, totalCostOf } from './cost';
import styles from './preview.module.css';

/** Requests, limits, volumes and cost of each component, and of all. */
export function CapacityTable(props: {
  capacity: Capacity;
  prices: Prices | undefined;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { capacity, prices } = props;
  const { components, total } = capacity;
  const money = (value: number) =>
    prices ? formatMoney(value, prices.currency) : '';
  const limit = components.reduce(
    (sum, { pods, cpuLimit }) => sum + pods * cpuLimit,
    0,
  );
  const rows = [
    ...components.map(component => ({
      id: component.component,
      title: component.title,
      pods:
        component.maxPods > component.pods
          ? t('blueprint.capacity.range', {
              from: String(component.pods),
              to: String(component.maxPods),
            })
          : String(component.pods),
      cpu: component.pods * component.cpuRequest,
      limit: (component.pods * component.cpuLimit) as number | undefined,
      memory: component.pods * component.memoryMiB,
      storage: component.storageMiB,
      cost: prices && costOf(component, prices),
    })),
    {
      id: 'total',
      title: t('blueprint.capacity.total'),
      pods: String(total.pods),
      cpu: total.cpuRequest,
      limit,
      memory: total.memoryMiB,
      storage: total.storageMiB,
      cost: prices && totalCostOf(capacity, prices),
    },
    ...(total.maxPods > total.pods
      ? [
          {
            id: 'most',
            title: t('blueprint.capacity.atMost'),
            pods: String(total.maxPods),
            cpu: total.maxCpuRequest,
            limit: undefined,
            memory: total.maxMemoryMiB,
            storage: total.storageMiB,
            cost: prices && totalCostOf(capacity, prices, true),
          },
        ]
      : []),
  ];
  return (
    // It can scroll sideways, so it must be reachable by keyboard.
    <div
      className={tableStyles.scroll}
      tabIndex={0}
      role="region"
      aria-label={t('blueprint.capacity.title')}
    >
      <table className={tableStyles.table}>
        <caption className={text.hidden}>
          {t('blueprint.capacity.title')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('blueprint.capacity.component')}</th>
            {[
              t('blueprint.capacity.pods'),
              t('blueprint.capacity.cpu'),
              t('blueprint.capacity.cpuLimit'),
              t('blueprint.capacity.memory'),
              t('blueprint.capacity.storage'),
              ...(prices
                ? [t('blueprint.capacity.cost', { currency: prices.currency })]
                : []),
            ].map(head => (
              <th key={head} scope="col" className={tableStyles.number}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr
              key={row.id}
              className={row.id === 'total' ? styles.total : undefined}
            >
              <th scope="row">{row.title}</th>
              <td className={tableStyles.number}>{row.pods}</td>
              <td className={tableStyles.number}>{formatCores(row.cpu)}</td>
              <td className={tableStyles.number}>
                {row.limit === undefined ? '–' : formatCores(row.limit)}
              </td>
              <td className={tableStyles.number}>
                {formatMebibytes(row.memory)}
              </td>
              <td className={tableStyles.number}>
                {row.storage === 0 ? '–' : formatMebibytes(row.storage)}
              </td>
              {row.cost !== undefined && (
                <td className={tableStyles.number}>{money(row.cost)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
