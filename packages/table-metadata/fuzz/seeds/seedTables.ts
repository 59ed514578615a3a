import { fixtureTables, type TableFiles } from './fixtureTables';
import { generatedTables } from './generatedTables';

/** Tables to start from: what engines wrote, and what the tests' own writer writes. */
export function seedTables(): TableFiles[] {
  return [...fixtureTables().values(), ...generatedTables()];
}
