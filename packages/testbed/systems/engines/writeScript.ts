import { writeFile } from 'node:fs/promises';
import { FEATURE_NAMES, type Feature, type SqlFeature } from './features';

/** Statements of all features as the programs in Java read them: lines of the table's name, a tab, and a statement. */
export async function writeScript(
  file: string,
  features: Record<Feature, SqlFeature>,
): Promise<void> {
  const lines = FEATURE_NAMES.flatMap(name => {
    const feature = features[name];
    const statements = Array.isArray(feature) ? feature : feature.refused;
    return statements.map(sql => `${name}\t${sql.replace(/\s+/g, ' ')}`);
  });
  await writeFile(file, `${lines.join('\n')}\n`);
}
