import text from './text.module.css';

/** `schema.name` as every list writes it: the schema muted, the name bold. */
export function TableName(props: { schema: string; table: string }) {
  return (
    <span>
      <span className={text.muted}>{props.schema}.</span>
      <b className={text.strong}>{props.table}</b>
    </span>
  );
}
