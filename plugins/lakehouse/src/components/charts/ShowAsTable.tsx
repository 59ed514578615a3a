import { ToggleButton } from '@backstage/ui';
import { RiTableLine } from '@remixicon/react';

/** The switch between a chart and its table. */
export function ShowAsTable(props: {
  label: string;
  /** Names the chart, for people who hear the button without seeing what it is beside. */
  chart: string;
  isTable: boolean;
  onChange(isTable: boolean): void;
}) {
  const { label, chart, isTable, onChange } = props;
  return (
    <ToggleButton
      size="small"
      iconStart={<RiTableLine aria-hidden />}
      isSelected={isTable}
      onChange={onChange}
      aria-label={`${label}: ${chart}`}
    >
      {label}
    </ToggleButton>
  );
}
