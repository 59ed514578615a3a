import type { ReactNode } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import text from './text.module.css';

/** Link to the page of an entity; `tab` names one of its tabs, for example `health`. */
export function EntityLink(props: {
  entityRef: string;
  tab?: string;
  inline?: boolean;
  children?: ReactNode;
}) {
  const entityLink = useEntityRefLink();
  const ref = parseEntityRef(props.entityRef, { defaultKind: 'group' });
  const href = entityLink(ref);
  return (
    <Link
      href={props.tab ? `${href}/${props.tab}` : href}
      className={props.inline ? text.inlineLink : text.link}
      standalone={!props.inline}
    >
      {props.children ?? ref.name}
    </Link>
  );
}
