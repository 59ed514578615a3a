'use strict';

const net = require('node:net');

/** Listens on this machine only, and gives the port (0 asks for any free one). */
function tryPort(port) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}

async function isPortFree(port) {
  try {
    await tryPort(port);
    return true;
  } catch (error) {
    if (error.code === 'EADDRINUSE') {
      return false;
    }
    throw error;
  }
}

function findFreePort() {
  return tryPort(0);
}

module.exports = { findFreePort, isPortFree };
