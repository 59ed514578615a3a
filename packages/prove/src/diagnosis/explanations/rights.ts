import type { Explanation } from '../Explanation';

/** Rules of Trino. */
export const RIGHTS: Explanation[] = [
  {
    when: ({ errorName, text }) =>
      errorName === 'PERMISSION_DENIED' &&
      /system\.runtime|catalog system/i.test(text),
    hop: 'rights',
    cause:
      "Trino's access rules do not let who runs the proof read the catalog system.",
    remedy:
      'Let the administrator read it: in the section "catalogs" a rule with catalog "system", and in "tables" one with catalog "system" and privilege SELECT.',
  },
  {
    when: ({ errorName }) => errorName === 'PERMISSION_DENIED',
    hop: 'rights',
    cause:
      "Trino's access rules do not allow this. A section that is there denies whatever none of its rules matches.",
    remedy:
      'End each section (catalogs, schemas, tables) with a rule for administrators; who makes schemas and tables must own the schema ("owner": true).',
  },
  {
    when: ({ errorName }) =>
      errorName === 'INVALID_COLUMN_MASK' || errorName === 'INVALID_ROW_FILTER',
    hop: 'rights',
    cause: 'A mask or row filter of the access rules does not fit the table.',
    remedy:
      'A mask must have the type of its column, and mention only columns that the table has.',
  },
];
