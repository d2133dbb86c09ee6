// Reads workflows or actions with GitHub's own parser and prints what it objects to, a line each.
//
// usage: node workflow_parser.mjs FOLDER workflow|action PATH...
// FOLDER is where the parser is installed. Ends with 1 when it objects to something.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// The package imports JSON as bundlers allow it; Node.js wants to be told that it is JSON.
const json = `export const load = (url, context, next) =>
  next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context);`;
register(`data:text/javascript,${encodeURIComponent(json)}`);

const [folder, kind, ...paths] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(folder, 'node_modules/@actions/workflow-parser/dist', path)));
const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } = await load('index.js');
const { convertActionTemplate, parseAction } = await load('actions/index.js');

/** What the parser, and the conversion after it, object to. */
async function objections(path) {
  const file = { name: path, content: readFileSync(path, 'utf8') };
  const parse = kind === 'action' ? parseAction : parseWorkflow;
  const { context, value } = parse(file, new NoOperationTraceWriter());
  if (value !== undefined) {
    await (kind === 'action' ? convertActionTemplate : convertWorkflowTemplate)(context, value);
  }
  return context.errors.getErrors().map((error) => error.message);
}

for (const path of paths) {
  for (const message of await objections(path)) {
    console.log(message);
    process.exitCode = 1;
  }
}
