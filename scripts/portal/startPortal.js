'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { ROOT } = require('../bootstrap/paths');
const { stopWithParent } = require('../bootstrap/stopWithParent');
const { UserError } = require('../bootstrap/UserError');
const { ensureInstalled } = require('../install/ensureInstalled');
const { TRANSFORM } = require('../install/runTool');
const { ensureAppBuilt } = require('./appBuild');
const { ensureDataFolder } = require('./ensureDataFolder');
const { findFreePort, isPortFree } = require('./freePort');
const { prepareExampleLakehouse } = require('./prepareExampleLakehouse');

const POLL_MS = 500;
const READY_WITHIN_MS = 180_000;
const SHOWN_LINES = 40;

function configArguments(root = ROOT, more = []) {
  return ['app-config.yaml', 'app-config.local.yaml']
    .map(name => path.join(root, name))
    .filter(file => fs.existsSync(file))
    .concat(more)
    .flatMap(file => ['--config', file]);
}

function startBackend({ port, data, verbose, configs }, log) {
  const child = spawn(
    process.execPath,
    ['--require', TRANSFORM, 'src/index.ts', ...configArguments(ROOT, configs)],
    {
      cwd: path.join(ROOT, 'packages', 'backend'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        // In development, Backstage puts stack traces into its answers.
        NODE_ENV: 'production',
        ...process.env,
        LAKEHOUSE_PORTAL_PORT: String(port),
        LAKEHOUSE_PORTAL_DATA: data,
      },
    },
  );
  // Each start begins a new log; appending keeps that of another portal on the same folder whole.
  fs.writeFileSync(log, '');
  const output = fs.createWriteStream(log, { flags: 'a' });
  for (const stream of [child.stdout, child.stderr]) {
    stream.pipe(output, { end: false });
    if (verbose) {
      stream.pipe(process.stderr, { end: false });
    }
  }
  const exited = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      output.end(() => resolve({ code, signal })),
    );
  });
  return { child, exited };
}

async function isReady(port) {
  try {
    const url = `http://127.0.0.1:${port}/.backstage/health/v1/readiness`;
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** The end of a log, without our own asking whether the backend is ready. */
function lastLines(file) {
  return fs
    .readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .filter(line => !line.includes('/.backstage/health/'))
    .slice(-SHOWN_LINES)
    .join('\n');
}

async function waitUntilReady(backend, port, log) {
  let ended = false;
  backend.exited.then(() => (ended = true));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(port))) {
    if (ended) {
      throw new UserError(
        `${lastLines(
          log,
        )}\n\nThe backend ended while it started (log: ${log}).`,
      );
    }
    if (Date.now() > deadline) {
      backend.child.kill();
      throw new UserError(
        `${lastLines(log)}\n\nThe backend was not ready after ${
          READY_WITHIN_MS / 1000
        } s (log: ${log}).`,
      );
    }
    await sleep(POLL_MS);
  }
}

/**
 * Brings the portal up: installs, prepares and builds what is missing, then
 * starts the backend, which also serves the frontend. Without a port it takes any that is free.
 */
async function startPortal(options, print) {
  const { port: wanted, data } = options;
  if (wanted !== undefined && !(await isPortFree(wanted))) {
    throw new UserError(
      `Port ${wanted} is in use, perhaps by a portal that still runs. Stop that, or take another port: npm start -- --port ${
        wanted + 1
      }`,
    );
  }
  ensureDataFolder(data);
  await ensureInstalled(print);
  // Side by side: either takes a while, and neither needs the other.
  await Promise.all([
    prepareExampleLakehouse(data, print),
    ensureAppBuilt(print),
  ]);

  print('Starting the portal');
  const log = path.join(data, 'portal.log');
  // Not before: while the frontend is built, for minutes, somebody else would take it.
  const port = wanted ?? (await findFreePort());
  const backend = startBackend({ ...options, port }, log);
  const stop = signal => backend.child.kill(signal);
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(signal => process.on(signal, stop));
  stopWithParent();
  await waitUntilReady(backend, port, log);
  return {
    url: `http://localhost:${port}`,
    log,
    exited: backend.exited,
    stop: () => backend.child.kill('SIGTERM'),
  };
}

module.exports = { configArguments, startPortal };
