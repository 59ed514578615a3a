/** Messages below `cards.`. Whole sentences; plural forms as `key_one` and `key_other`. */
export const cardsMessages = {
  title: 'Cards',
} as const;
