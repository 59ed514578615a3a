import { useEffect, useState } from 'react';
import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import text from './text.module.css';

const SHOWN_MS = 2_000;

/** Copies a text; `label` says what (`Copy the Trino query`). Announces that it is done. */
export function CopyButton(props: { value: string; label: string }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const toast = useApi(coreApis.toast);
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) {
      return undefined;
    }
    const timeout = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timeout);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.value);
      setCopied(true);
    } catch {
      // No clipboard on plain http, or the person said no: both are theirs to solve.
      toast.post({ title: t('copy.failed'), status: 'warning' });
    }
  };

  return (
    <>
      <TooltipTrigger>
        <ButtonIcon
          aria-label={props.label}
          icon={
            copied ? <RiCheckLine size={14} /> : <RiFileCopyLine size={14} />
          }
          onPress={copy}
          size="small"
          variant="tertiary"
        />
        <Tooltip>{copied ? t('copy.done') : props.label}</Tooltip>
      </TooltipTrigger>
      <span role="status" className={text.hidden}>
        {copied ? t('copy.done') : ''}
      </span>
    </>
  );
}
