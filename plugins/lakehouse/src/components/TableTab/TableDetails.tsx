import type { TableDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { Lede, Split } from '../shared';
import { ColumnsCard } from './ColumnsCard';
import { PartitioningCard } from './PartitioningCard';
import { PlaceCard } from './PlaceCard';
import { PropertiesCard } from './PropertiesCard';
import { QueryCard } from './QueryCard';
import { SchemaHistoryCard } from './SchemaHistoryCard';
import { WarningsBanner } from './WarningsBanner';

/** The Table tab once its data is there: the lede, columns beside what surrounds them, properties. */
export function TableDetails(props: { detail: TableDetail; stale: boolean }) {
  const { detail } = props;
  return (
    <>
      {!props.stale && <WarningsBanner detail={detail} />}
      <Lede headline={detail.lede.headline} detail={detail.lede.detail} />
      <Split
        ratio="3:2"
        aside={
          <>
            <SchemaHistoryCard detail={detail} />
            <PartitioningCard detail={detail} />
            <QueryCard detail={detail} />
          </>
        }
      >
        <ColumnsCard detail={detail} />
      </Split>
      <PropertiesCard detail={detail} />
      <PlaceCard detail={detail} />
    </>
  );
}
