import { type AccessExpectation, ProveInputError } from '../model';
import { describeExpectation } from './describeExpectation';
import { sampleValue } from './sampleValue';

/** @throws ProveInputError for an expectation that can't be looked at. */
export function requireAccessSense(expectations: AccessExpectation[]): void {
  for (const [index, expectation] of expectations.entries()) {
    const { user, schema, table, column, otherColumns = [] } = expectation;
    const fail = (message: string) => {
      throw new ProveInputError(
        `access[${index}] (${describeExpectation(expectation)}): ${message}`,
      );
    };
    if (user.trim() === '' || schema === '' || table === '') {
      fail('user, schema and table must not be empty');
    }
    for (const name of [schema, table]) {
      if (name !== undefined && name !== name.toLowerCase()) {
        fail(`Trino knows names in lower case only, not ${name}`);
      }
    }
    if (expectation.expectation === 'masked' && column === undefined) {
      fail('only a column can be masked');
    }
    if (expectation.expectation === 'filtered' && column !== undefined) {
      fail('rows are filtered, of the table as a whole: leave the column out');
    }
    const columns = [
      ...(typeof column === 'object' ? [column] : []),
      ...otherColumns,
    ];
    for (const sample of columns) {
      if (sampleValue(sample, 1) === undefined) {
        fail(
          `there are no sample values for column ${sample.name} of type ${sample.type}`,
        );
      }
    }
  }
}
