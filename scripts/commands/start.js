'use strict';

const { parsePortalOptions } = require('../portal/portalOptions');
const { startPortal } = require('../portal/startPortal');

const STOPPED_BY_HAND = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Starts the portal and keeps it running until it is stopped. */
async function main(args) {
  const started = Date.now();
  const portal = await startPortal(parsePortalOptions(args), line =>
    console.log(line),
  );
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`
The portal is ready after ${seconds} s:  ${portal.url}

You are signed in as "guest". Log: ${portal.log}
Ctrl-C stops it.`);
  let stopped = false;
  STOPPED_BY_HAND.forEach(signal => process.on(signal, () => (stopped = true)));
  const { code, signal } = await portal.exited;
  if (stopped || STOPPED_BY_HAND.includes(signal)) {
    return 0;
  }
  console.error(
    `The backend ended unexpectedly (${signal ?? `exit code ${code}`}). Log: ${
      portal.log
    }`,
  );
  return 1;
}

module.exports = { main };
