import { RiKey2Line, RiLayoutColumnLine, RiSortAsc } from '@remixicon/react';
import { text } from '../shared';

function iconOf(role: string) {
  if (role.startsWith('sort')) {
    return RiSortAsc;
  }
  return role.startsWith('partition') ? RiLayoutColumnLine : RiKey2Line;
}

/** What a column is used for: `identifier`, `sort 1`, `partition: day`. */
export function ColumnRole(props: { role: string }) {
  const Icon = iconOf(props.role);
  return (
    <span className={text.tag}>
      <Icon aria-hidden />
      {props.role}
    </span>
  );
}
