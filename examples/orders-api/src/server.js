import { createServer } from 'node:http';
import { createApp } from './app.js';
import { loadConfig } from './config.js';
import { KafkaConnection } from './kafka.js';
import { OrderPublisher } from './publisher.js';

const config = loadConfig();
const kafka = new KafkaConnection(config);
const publisher = new OrderPublisher(kafka.producer, config.topic);
const server = createServer(createApp({ publisher, isConnected: () => kafka.isConnected() }));

server.listen(config.port, config.host, () => {
  console.info(`listening on http://${config.host}:${server.address().port}`);
});
kafka.connect();

async function shutdown(signal) {
  console.info(`${signal} received, shutting down`);
  setTimeout(() => process.exit(1), 4500).unref();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  await kafka.close();
  process.exit(0);
}
process.once('SIGTERM', shutdown);
process.once('SIGINT', shutdown);
