// The way into every command: node scripts/run.js <command> [arguments].
// This file, and what it requires before the check, must parse on any Node.
'use strict';

var nodeSupport = require('./bootstrap/nodeSupport');

var support = nodeSupport.classifyNode(process.version);
if (support === 'too-old') {
  console.error(nodeSupport.tooOldMessage(process.version));
  process.exit(1);
} else {
  require('./main').main(process.argv.slice(2), support);
}
