/* Calls one function of our scripts: a JSON object on standard input, `{script, function, arguments}`; its answer, as
   JSON, on standard output. By this, tests in Python ask what a page would do. */
const { load } = require("./load.js");

const { script, function: name, arguments: given } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(load([script], name)(...given)));
