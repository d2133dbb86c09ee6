import express from 'express';
import { toOrder, validateOrder } from './order.js';
import { BrokerUnavailableError } from './publisher.js';

function problem(res, status, title, extra = {}) {
  res.status(status).type('application/problem+json').json({ type: 'about:blank', title, status, ...extra });
}

export function createApp({ publisher, isConnected }) {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '256kb' }));

  app.get('/health', async (req, res) => {
    const connected = await isConnected();
    res.status(connected ? 200 : 503).json({ status: connected ? 'up' : 'down' });
  });

  app.post('/orders', async (req, res) => {
    const errors = validateOrder(req.body);
    if (errors.length > 0) {
      problem(res, 422, 'The order was not accepted', { errors });
      return;
    }
    const order = toOrder(req.body);
    await publisher.publish(order);
    console.info(`order ${order.order_id}: accepted with ${order.lines.length} line(s)`);
    res.status(202).json({ order_id: order.order_id });
  });

  app.use((error, req, res, next) => {
    if (res.headersSent) {
      next(error);
    } else if (error instanceof BrokerUnavailableError) {
      problem(res.set('Retry-After', '5'), 503, 'The order could not be stored, please try again');
    } else if (error.status >= 400 && error.status < 500) {
      problem(res, error.status, 'The request could not be read', { detail: error.message });
    } else {
      console.error(error);
      problem(res, 500, 'Internal error');
    }
  });

  return app;
}
