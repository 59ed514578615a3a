import { compareTable } from '../systems/engines/compareTable';
import {
  fixtureFolder,
  KEPT,
  readKept,
} from '../systems/engines/engineFixtures';
import { FEATURES } from '../systems/engines/features';
import { readOurs } from '../systems/engines/readOurs';

/** The same comparison as `npm run test:systems` makes, with tables and words of the engines that were kept from there. */
describe.each(Object.entries(KEPT))('Kept tables of %s', (engine, features) => {
  it.each(features.map(name => [FEATURES[name], name] as const))(
    '%s',
    async (_feature, name) => {
      const { writtenAt, reports } = await readKept(engine, name);
      for (const report of reports) {
        const ours = await readOurs(
          report.metadataLocation,
          fixtureFolder(engine, name),
          { writtenAt },
        );
        const facets = Object.entries(compareTable(ours, report));
        expect(
          Object.fromEntries(facets.map(([key, both]) => [key, both.ours])),
        ).toEqual(
          Object.fromEntries(facets.map(([key, both]) => [key, both.theirs])),
        );
      }
    },
  );
});
