import type { LocalImage } from '../LocalImage';
import { hiveImage } from './hiveImage';
import { nessieImage } from './nessieImage';
import { nodeImage } from './nodeImage';
import { postgresImage } from './postgresImage';
import { trinoImage } from './trinoImage';
import { versityGatewayImage } from './versityGatewayImage';

/**
 * All images that the testbed can make, by the names of those in whose place they are. What they are made of is fetched or
 * built on first use.
 *
 * @throws MissingPrerequisiteError where one of them can't be made on this machine.
 */
export async function localImages(): Promise<LocalImage[]> {
  return [
    nodeImage(),
    await hiveImage(),
    await nessieImage(),
    await postgresImage(),
    await trinoImage(),
    await versityGatewayImage(),
  ];
}
