import fc from 'fast-check';
import { quoteIdentifier, quoteLiteral } from '@lakehouse-portal/trino';
import { commentOf } from './findTable';
import { ownershipComment, readOwnership } from './ownership';

const run = fc.stringMatching(/^[0-9a-f]{10}$/);
const time = fc.date({
  min: new Date(0),
  max: new Date('9999-12-31'),
  noInvalidDate: true,
});

describe('whose table it is', () => {
  it('is read back from the comment that a proof writes', () => {
    fc.assert(
      fc.property(run, time, (id, madeAt) => {
        const owner = { run: id, madeAt };
        expect(readOwnership(ownershipComment(owner))).toEqual(owner);
      }),
    );
  });

  it('is not that of a proof with any other comment', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(readOwnership(text)).toBeUndefined();
      }),
    );
    const ours = ownershipComment({
      run: '0123456789',
      madeAt: new Date('2026-01-01'),
    });
    expect(readOwnership(` ${ours}`)).toBeUndefined();
    expect(readOwnership(ours.replace('2026-01', '2026-99'))).toBeUndefined();
  });

  it('is found in SHOW CREATE TABLE, whatever comments of columns and names say', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.string({ minLength: 1 }),
        (comment, other, name) => {
          const columns = `(\n   ${quoteIdentifier(
            name,
          )} decimal(3, 1) COMMENT ${quoteLiteral(other)}\n)`;
          const table = `CREATE TABLE lake.s.${quoteIdentifier(
            name,
          )} ${columns}`;
          const end = `\nWITH (\n   location = ${quoteLiteral(other)}\n)`;
          expect(
            commentOf(`${table}\nCOMMENT ${quoteLiteral(comment)}${end}`),
          ).toBe(comment);
          expect(commentOf(`${table}${end}`)).toBeUndefined();
        },
      ),
    );
  });
});
