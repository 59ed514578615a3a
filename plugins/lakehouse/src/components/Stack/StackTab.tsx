import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { lakehouseReadPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import { blueprintApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import { useLoaded } from '../Blueprint/useLoaded';
import { CardFrame, ErrorPanel, SkeletonLines, Surface, text } from '../shared';
import { StackNotRead } from './StackNotRead';
import { StackView } from './StackView';

function useStack() {
  const api = useApi(blueprintApiRef);
  const { entity } = useEntity();
  const { name } = entity.metadata;
  return useLoaded(name, signal => api.getStack(name, { signal }));
}

/** How a lakehouse is in its cluster: what differs from its document, what is not ready, what the doctor finds. */
export function StackTab() {
  const stack = useStack();
  return (
    <Surface>
      <Stack stack={stack} />
    </Surface>
  );
}

function Stack(props: { stack: ReturnType<typeof useStack> }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { stack } = props;
  if (stack.status === 'loaded')
    return stack.value.status === 'read' ? (
      <StackView stack={stack.value} onAgain={stack.again} />
    ) : (
      <StackNotRead stack={stack.value} onAgain={stack.again} />
    );
  return (
    <CardFrame title={t('tabs.stack')} busy={stack.status === 'loading'}>
      {stack.status === 'loading' ? (
        <>
          <p className={text.note} role="status">
            {t('stack.loading')}
          </p>
          <SkeletonLines lines={8} />
        </>
      ) : (
        <ErrorPanel
          title={t('stack.failed')}
          notAllowed={t('stack.notAllowed')}
          permission={lakehouseReadPermission.name}
          error={stack.error}
          onRetry={stack.again}
        />
      )}
    </CardFrame>
  );
}
