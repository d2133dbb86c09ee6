export function loadConfig(env = process.env) {
  return {
    host: env.HOST ?? '0.0.0.0',
    port: Number.parseInt(env.PORT ?? '8080', 10),
    brokers: (env.KAFKA_BOOTSTRAP_SERVERS ?? 'localhost:9092').split(',').map((broker) => broker.trim()),
    topic: 'orders',
  };
}
