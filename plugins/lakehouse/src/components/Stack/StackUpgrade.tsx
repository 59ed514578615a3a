import { useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Select } from '@backstage/ui';
import { toError } from '@backstage/errors';
import {
  previewUpgrade,
  upgradeVersions,
  type UpgradePreview,
} from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../translation';
import { Banner, CardFrame, Loading } from '../shared';
import { templateLink } from './templateLink';
import { UpgradeChanges } from './UpgradeChanges';

type Shown =
  | { status: 'failed'; version: number; message: string }
  | { status: 'shown'; version: number; preview: UpgradePreview }
  | { status: 'working'; version: number };

/** What another version of Trino would change, before anybody decides it. The browser renders both; the cluster is not asked. */
export function StackUpgrade(props: { cluster: string; document: string }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { cluster, document } = props;
  const [shown, setShown] = useState<Shown>();
  const versions = useMemo(() => readVersions(document), [document]);
  const title = t('stack.upgrade.title');
  if ('message' in versions)
    return (
      <CardFrame title={title}>
        <Banner tone="warning" title={t('stack.upgrade.notReadable')}>
          {versions.message}
        </Banner>
      </CardFrame>
    );
  const { current, newer } = versions;
  const version = String(current);
  if (newer.length === 0)
    return (
      <CardFrame
        title={title}
        subtitle={t('stack.upgrade.newest', { version })}
      />
    );

  const show = (wanted: number) => {
    setShown({ status: 'working', version: wanted });
    // Rendering takes a moment: the page says so before.
    setTimeout(() => setShown(previewOf(document, wanted)));
  };
  return (
    <CardFrame
      title={title}
      subtitle={t('stack.upgrade.subtitle', { version })}
      busy={shown?.status === 'working'}
      actions={
        <>
          <Select
            size="small"
            aria-label={t('stack.upgrade.version')}
            placeholder={t('stack.upgrade.choose')}
            value={shown ? String(shown.version) : null}
            onChange={key => show(Number(key))}
            options={newer.map(item => ({
              value: String(item),
              label: String(item),
            }))}
          />
          {shown?.status === 'shown' && (
            <ButtonLink
              size="small"
              variant="secondary"
              href={templateLink('lakehouse-kubernetes-change', {
                cluster,
                document: shown.preview.document,
              })}
            >
              {t('stack.upgrade.apply', { version: String(shown.version) })}
            </ButtonLink>
          )}
        </>
      }
    >
      {shown && (
        <Flex direction="column" gap="3">
          {shown.status === 'working' && (
            <Loading>{t('stack.upgrade.working')}</Loading>
          )}
          {shown.status === 'failed' && (
            <Banner
              tone="negative"
              role="alert"
              title={t('stack.upgrade.impossible', {
                version: String(shown.version),
              })}
            >
              {shown.message}
            </Banner>
          )}
          {shown.status === 'shown' && (
            <UpgradeChanges preview={shown.preview} />
          )}
        </Flex>
      )}
    </CardFrame>
  );
}

function readVersions(
  document: string,
): ReturnType<typeof upgradeVersions> | { message: string } {
  try {
    return upgradeVersions(document);
  } catch (error) {
    return { message: toError(error).message };
  }
}

function previewOf(document: string, version: number): Shown {
  try {
    return {
      status: 'shown',
      version,
      preview: previewUpgrade(document, version, new Date()),
    };
  } catch (error) {
    return { status: 'failed', version, message: toError(error).message };
  }
}
