/** Messages below `table.`: the Table tab. */
export const tableMessages = {
  failed: "The metadata of {{table}} can't be shown.",
} as const;
