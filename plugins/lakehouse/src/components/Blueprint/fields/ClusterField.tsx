import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Select } from '@backstage/ui';
import { blueprintApiRef } from '../../../api';
import { lakehouseTranslationRef } from '../../../translation';
import { EmptyState, ErrorPanel, Surface, text } from '../../shared';
import { useLoaded } from '../useLoaded';
import type { AnswerProps } from './AnswerProps';
import styles from './fields.module.css';

/** The clusters that the portal's Kubernetes plugin knows; none is an answer too. */
export function ClusterField(props: AnswerProps<string>) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(blueprintApiRef);
  const clusters = useLoaded('clusters', signal =>
    api.listClusters({ signal }),
  );
  const label = t('blueprint.cluster.label');
  if (clusters.status === 'loaded' && clusters.value.length > 0) {
    const { formData = '' } = props;
    const isKnown = clusters.value.some(({ name }) => name === formData);
    return (
      <Box bg="neutral" className={styles.field}>
        <Select
          label={label}
          description={t('blueprint.cluster.detail')}
          isDisabled={props.disabled}
          isInvalid={(props.rawErrors ?? []).length > 0}
          validationBehavior="aria"
          options={[
            { id: '', label: t('blueprint.cluster.none') },
            ...clusters.value.map(({ name, title }) => ({
              id: name,
              label: title ? `${title} (${name})` : name,
            })),
            ...(formData === '' || isKnown
              ? []
              : [
                  {
                    id: formData,
                    label: t('blueprint.cluster.unknown', {
                      cluster: formData,
                    }),
                  },
                ]),
          ]}
          value={formData}
          onChange={chosen => props.onChange(String(chosen ?? ''))}
        />
      </Box>
    );
  }
  return (
    <Surface bare>
      <section aria-label={label} aria-busy={clusters.status === 'loading'}>
        <h3 className={styles.label}>{label}</h3>
        {clusters.status === 'loading' && (
          <p className={text.note} role="status">
            {t('blueprint.cluster.loading')}
          </p>
        )}
        {clusters.status === 'failed' && (
          <ErrorPanel
            title={t('blueprint.cluster.failed')}
            error={clusters.error}
            permission="kubernetes.clusters.read"
            onRetry={clusters.again}
          />
        )}
        {clusters.status === 'loaded' && (
          <EmptyState
            title={t('blueprint.cluster.emptyTitle')}
            detail={t('blueprint.cluster.emptyDetail')}
          />
        )}
      </section>
    </Surface>
  );
}
