import { SPARK_VERSION, SparkServer } from '../../spark';
import { type System, VERIFIED_BY_MAVEN } from '../System';

export const spark: System<'spark'> = {
  title: `Spark ${SPARK_VERSION} with Iceberg 1.11, by Spark Connect`,
  needs: [],
  fetched: '425 MB from Maven Central',
  verified: VERIFIED_BY_MAVEN,
  prerequisites: ['Maven', 'a JDK 17 to 23'],
  async start() {
    const server = await SparkServer.start();
    const { remote, control } = server;
    return {
      connection: { remote, control, version: SPARK_VERSION },
      stop: () => server.stop(),
    };
  },
};
