// Reads CloudEvents with the official SDK and prints what it understood, one JSON line an event.
//
// usage: node cloudevents_receiver.mjs FOLDER file PATH    an event in structured mode, from a file
//        node cloudevents_receiver.mjs FOLDER serve        HTTP on a free port of 127.0.0.1
// FOLDER is where the SDK is installed.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, action, path] = process.argv.slice(2);
const { HTTP } = createRequire(join(folder, 'package.json'))('cloudevents');

/** Parses and validates; throws when the event breaks the specification. */
function understand(headers, body) {
  const event = HTTP.toEvent({ headers, body });
  for (const one of Array.isArray(event) ? event : [event]) {
    one.validate();
    console.log(JSON.stringify({ mode: headers['ce-id'] ? 'binary' : 'structured', event: one }));
  }
}

if (action === 'file') {
  for (const line of readFileSync(path, 'utf8').split('\n').filter((text) => text.trim() !== '')) {
    understand({ 'content-type': 'application/cloudevents+json' }, line);
  }
} else {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      understand(request.headers, Buffer.concat(chunks).toString('utf8'));
      response.writeHead(202).end();
    } catch (error) {
      console.log(JSON.stringify({ refused: String(error), headers: request.headers }));
      response.writeHead(400).end();
    }
  });
  server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
}
