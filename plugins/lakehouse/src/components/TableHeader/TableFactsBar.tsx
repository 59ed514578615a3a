import type { Entity } from '@backstage/catalog-model';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import styles from './TableFactsBar.module.css';
import { useTableFacts } from './useTableFacts';

/** The facts of the header as a line, for portals whose entity header is not ours: the old system. */
export function TableFactsBar(props: { table: TableRef; entity: Entity }) {
  const facts = useTableFacts(props.table, props.entity);
  return (
    <dl className={styles.facts}>
      {facts.map(fact => (
        <div key={fact.label} className={styles.fact}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
