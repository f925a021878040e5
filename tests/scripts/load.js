/* Runs plain scripts of docs/assets as a page would, one after the other, in a world without a page. */
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const ASSETS = path.join(__dirname, "..", "..", "docs", "assets");

/**
 * What an expression is worth after some scripts have run.
 * @param {string[]} names files in docs/assets or elsewhere, in the order in which a page loads them
 * @param {string} expression
 */
function load(names, expression) {
  // What browsers have too: data scripts put their data into the window.
  const world = vm.createContext({ URLSearchParams, window: {} });
  for (const name of names) vm.runInContext(fs.readFileSync(path.resolve(ASSETS, name), "utf8"), world, name);
  return vm.runInContext(expression, world);
}

/** A value of that world as one of this: the two have different arrays and objects. */
const plain = (value) => JSON.parse(JSON.stringify(value));

module.exports = { load, plain };
