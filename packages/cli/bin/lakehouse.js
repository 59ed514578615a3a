#!/usr/bin/env node
// Must parse on any Node: no syntax newer than ES5.
'use strict';

var fs = require('fs');
var path = require('path');

var args = process.argv.slice(2);
var scripts = path.resolve(__dirname, '..', '..', '..', 'scripts');
var source = path.resolve(__dirname, '..', 'src');
var isCheckout = fs.existsSync(source) && fs.existsSync(scripts);

/** Entries of their own, which load what their commands need and no more. */
var ENTRIES = {
  reading: ['inspect', 'health', 'tables', '--version', '-V'],
  rendering: ['lint', 'render', 'schema'],
};

function run() {
  var entry = Object.keys(ENTRIES).find(function has(name) {
    return ENTRIES[name].indexOf(args[0]) >= 0;
  });
  if (isCheckout)
    return require(entry ? path.join(source, entry) : source).run(args);
  return require(entry ? '@lakehouse-portal/cli/' + entry : '..').run(args);
}

/** In a checkout: on a supported Node, with what is missing installed. */
function runInCheckout() {
  var nodeSupport = require(path.join(scripts, 'bootstrap', 'nodeSupport'));
  var support = nodeSupport.classifyNode(process.version);
  if (support === 'too-old') {
    console.error(nodeSupport.tooOldMessage(process.version));
    process.exit(1);
  }
  if (support === 'replaceable') {
    var bootstrap = require(path.join(scripts, 'bootstrap'));
    return bootstrap.continueOnSupportedNode([__filename].concat(args));
  }
  var installation = require(path.join(scripts, 'install'));
  return installation.ensureInstalled().then(function load() {
    require(installation.TRANSFORM);
    return run();
  });
}

function succeed(code) {
  process.exitCode = code;
}

function fail(error) {
  console.error(error.name === 'UserError' ? error.message : error);
  process.exitCode = 1;
}

(isCheckout ? runInCheckout() : run()).then(succeed, fail);
