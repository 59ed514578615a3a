// Writes src/trino/properties/trinoProperties.json out of what ReadProperties printed, one file for each version:
//   java ReadProperties.java JARS… >476.tsv; java ReadProperties.java JARS… >483.tsv
//   node writeCatalogue.js 476=476.tsv 483=483.tsv
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const versions = {};
for (const argument of process.argv.slice(2)) {
  const [version, file] = argument.split('=');
  const kinds = { config: new Set(), legacy: {}, defunct: new Set() };
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, kind, property, replacement] = line.split('\t');
    if (!property) continue;
    if (kind === 'legacy') kinds.legacy[property] = replacement;
    else kinds[kind].add(property);
  }
  versions[version] = {
    config: [...kinds.config].sort(),
    legacy: Object.fromEntries(Object.entries(kinds.legacy).sort()),
    defunct: [...kinds.defunct].sort(),
  };
}
writeFileSync(
  join(__dirname, '../../src/trino/properties/trinoProperties.json'),
  `${JSON.stringify(versions, null, 1)}\n`,
);
