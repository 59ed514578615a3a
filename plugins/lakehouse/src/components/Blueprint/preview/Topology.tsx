import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ComponentCapacity,
  RenderedLakehouse,
} from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { formatCores, formatMebibytes } from './amounts';
import styles from './Topology.module.css';

const WIDTH = 168;
const HEIGHT = 66;
const COLUMNS = [8, 236, 464];
const ROWS = [8, 140];
/** Letters of a title that a box is wide enough for. */
const LINE = 19;

type Box = {
  id: string;
  title: string;
  detail: string;
  column: number;
  row: number;
  isOwn: boolean;
};

/** Who talks to whom: solid is made, dashed is there already. The same is in the tables beside it. */
export function Topology(props: { rendered: RenderedLakehouse }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { lakehouse, capacity } = props.rendered;
  const of = (component: ComponentCapacity['component']) =>
    capacity.components.find(candidate => candidate.component === component);
  const detail = (component?: ComponentCapacity) =>
    component
      ? `${component.pods > 1 ? `${component.pods} × ` : ''}${formatCores(
          component.cpuRequest,
        )} CPU · ${formatMebibytes(component.memoryMiB)}`
      : t('blueprint.overview.external');
  const coordinator = of('coordinator');
  const [workers, storage, server, database] = (
    ['worker', 'storage', 'catalog', 'database'] as const
  ).map(of);
  const storageTitle = t(`blueprint.storage.${lakehouse.storage.type}.title`);
  const catalogTitle = t(`blueprint.catalog.${lakehouse.catalog.type}.title`);
  // The JDBC catalog is the database itself.
  const isCatalogTheDatabase = lakehouse.catalog.type === 'jdbc';
  const boxes: Box[] = [
    {
      ...{ id: 'coordinator', column: 0, row: 0, isOwn: true },
      title: coordinator?.title ?? 'Trino',
      detail: detail(coordinator),
    },
    ...(workers
      ? [
          {
            ...{ id: 'workers', column: 0, row: 1, isOwn: true },
            title: workers.title,
            detail: detail(workers),
          },
        ]
      : []),
    {
      ...{ id: 'storage', column: 1, row: 1, isOwn: storage !== undefined },
      title: storageTitle,
      detail: detail(storage),
    },
    ...(isCatalogTheDatabase
      ? []
      : [
          {
            ...{
              id: 'catalog',
              column: 1,
              row: 0,
              isOwn: server !== undefined,
            },
            title: catalogTitle,
            detail: detail(server),
          },
        ]),
    ...(lakehouse.database
      ? [
          {
            id: 'database',
            column: isCatalogTheDatabase ? 1 : 2,
            row: 0,
            isOwn: database !== undefined,
            title: database?.title ?? 'PostgreSQL',
            detail: detail(database),
          },
        ]
      : []),
  ];
  const reader = workers ? 'workers' : 'coordinator';
  const arrows = [
    ...(workers
      ? [
          {
            from: 'coordinator',
            to: 'workers',
            label: t('blueprint.overview.plans'),
          },
        ]
      : []),
    {
      from: 'coordinator',
      to: isCatalogTheDatabase ? 'database' : 'catalog',
      label: t('blueprint.overview.metadata'),
    },
    { from: reader, to: 'storage', label: t('blueprint.overview.data') },
    ...(isCatalogTheDatabase || !lakehouse.database
      ? []
      : [
          {
            from: 'catalog',
            to: 'database',
            label: t('blueprint.overview.rows'),
          },
        ]),
  ];
  const at = (id: string) => {
    const box = boxes.find(candidate => candidate.id === id);
    return box && { x: COLUMNS[box.column], y: ROWS[box.row] };
  };
  return (
    <svg
      className={styles.topology}
      viewBox="0 0 640 214"
      role="img"
      aria-label={t('blueprint.overview.topologySentence', {
        storage: storageTitle,
        catalog: catalogTitle,
      })}
    >
      <defs>
        <marker
          id="lakehouse-arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
        >
          <path d="M0 0 8 4 0 8Z" className={styles.head} />
        </marker>
      </defs>
      {arrows.map(({ from, to, label }) => {
        const start = at(from);
        const end = at(to);
        if (!start || !end) return null;
        const isDown = start.x === end.x;
        const [x1, y1] = isDown
          ? [start.x + WIDTH / 2, start.y + HEIGHT]
          : [start.x + WIDTH, start.y + HEIGHT / 2];
        const [x2, y2] = isDown
          ? [end.x + WIDTH / 2, end.y]
          : [end.x, end.y + HEIGHT / 2];
        return (
          <g key={`${from} ${to}`}>
            <line
              {...{ x1, y1, x2, y2 }}
              className={styles.line}
              markerEnd="url(#lakehouse-arrow)"
            />
            <text
              className={styles.label}
              x={(x1 + x2) / 2 + (isDown ? 8 : 0)}
              y={(y1 + y2) / 2 - (isDown ? -4 : 6)}
              textAnchor={isDown ? 'start' : 'middle'}
            >
              {label}
            </text>
          </g>
        );
      })}
      {boxes.map(({ id, title, detail: what, column, row, isOwn }) => (
        <g key={id} transform={`translate(${COLUMNS[column]} ${ROWS[row]})`}>
          <rect
            width={WIDTH}
            height={HEIGHT}
            rx="4"
            className={isOwn ? styles.own : styles.external}
          />
          <BoxText title={title} detail={what} />
        </g>
      ))}
    </svg>
  );
}

/** A title in one line or two, and a line of detail. */
function BoxText(props: { title: string; detail: string }) {
  const lines: string[] = [];
  for (const word of props.title.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= LINE) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  const first = lines.length > 1 ? 21 : 28;
  return (
    <>
      <text className={styles.title}>
        {lines.map((line, index) => (
          <tspan key={line} x="12" y={first + 16 * index}>
            {line}
          </tspan>
        ))}
      </text>
      <text x="12" y={first + 16 * lines.length + 2} className={styles.detail}>
        {props.detail}
      </text>
    </>
  );
}
