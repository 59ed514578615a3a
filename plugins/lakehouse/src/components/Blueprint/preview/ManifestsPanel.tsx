import { useState } from 'react';
import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiFolderDownloadLine } from '@remixicon/react';
import type { RenderedFile } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { CardFrame, CodeBlock, text } from '../../shared';
import { packFiles } from './packFiles';
import styles from './preview.module.css';

/** Each file of the folder, to be read, copied, or taken along all together. */
export function ManifestsPanel(props: { name: string; files: RenderedFile[] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const toast = useApi(coreApis.toast);
  const { name, files } = props;
  const [path, setPath] = useState(files[0].path);
  const file = files.find(candidate => candidate.path === path) ?? files[0];
  const download = () => {
    try {
      const bytes = packFiles(name, files);
      const url = URL.createObjectURL(
        new Blob([bytes as BlobPart], { type: 'application/zip' }),
      );
      const link = document.createElement('a');
      link.href = url;
      link.download = `${name}.zip`;
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      toast.post({
        title: t('blueprint.manifests.downloadFailed'),
        description: String(error),
        status: 'danger',
      });
    }
  };
  return (
    <CardFrame
      title={t('blueprint.manifests.title')}
      subtitle={t('blueprint.manifests.subtitle', { count: files.length })}
      actions={
        <Button
          variant="secondary"
          size="small"
          iconStart={<RiFolderDownloadLine size={14} />}
          onPress={download}
        >
          {t('blueprint.manifests.download')}
        </Button>
      }
    >
      <div className={styles.files}>
        <div
          role="group"
          aria-label={t('blueprint.manifests.files')}
          className={styles.list}
        >
          {files.map(candidate => (
            <button
              key={candidate.path}
              type="button"
              className={styles.item}
              aria-pressed={candidate.path === file.path}
              onClick={() => setPath(candidate.path)}
            >
              {candidate.path}
              <span className={text.note}>
                {t('blueprint.manifests.lines', {
                  count: candidate.text.split('\n').length - 1,
                })}
              </span>
            </button>
          ))}
        </div>
        <div className={styles.code}>
          <CodeBlock
            code={file.text}
            label={file.path}
            copyLabel={t('blueprint.manifests.copy', { file: file.path })}
            language={/\.ya?ml$/.test(file.path) ? 'yaml' : undefined}
          />
        </div>
      </div>
    </CardFrame>
  );
}
