// Package worker turns scored orders into shipments.
package worker

import (
	"context"
	"encoding/json"
	"log/slog"
	"strconv"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"example.com/fulfilment/internal/config"
	"example.com/fulfilment/internal/shipping"
	"example.com/fulfilment/internal/store"
)

const commitTimeout = 2 * time.Second

// Client is what the worker needs of *kgo.Client.
type Client interface {
	PollFetches(ctx context.Context) kgo.Fetches
	ProduceSync(ctx context.Context, records ...*kgo.Record) kgo.ProduceResults
	CommitRecords(ctx context.Context, records ...*kgo.Record) error
}

type Worker struct {
	client   Client
	store    *store.Store
	attempts int
	backoff  time.Duration
}

// New returns a worker that tries each publish `attempts` times, with doubling pauses that start at `backoff`.
func New(client Client, store *store.Store, attempts int, backoff time.Duration) *Worker {
	return &Worker{client: client, store: store, attempts: attempts, backoff: backoff}
}

// Run handles records until the context ends. A record's offset is committed when its outcome is safe in Kafka.
func (w *Worker) Run(ctx context.Context) {
	for ctx.Err() == nil {
		fetches := w.client.PollFetches(ctx)
		if ctx.Err() != nil {
			return
		}
		fetches.EachError(func(topic string, partition int32, err error) {
			slog.Warn("fetch failed", "topic", topic, "partition", partition, "error", err)
		})
		for iter := fetches.RecordIter(); !iter.Done(); {
			record := iter.Next()
			if err := w.settle(ctx, record); err != nil {
				return
			}
			w.commit(ctx, record)
		}
	}
}

// commit also succeeds while the service is shutting down.
func (w *Worker) commit(ctx context.Context, record *kgo.Record) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitTimeout)
	defer cancel()
	if err := w.client.CommitRecords(ctx, record); err != nil {
		slog.Warn("commit failed", "offset", record.Offset, "error", err)
	}
}

// settle repeats a record until it is shipped, held or parked; it only gives up when the context ends.
func (w *Worker) settle(ctx context.Context, record *kgo.Record) error {
	for {
		err := w.handle(ctx, record)
		if err == nil {
			return nil
		}
		slog.Error("record could not be settled, starting over", "offset", record.Offset, "error", err)
		if err := pause(ctx, w.backoff); err != nil {
			return err
		}
	}
}

func (w *Worker) handle(ctx context.Context, record *kgo.Record) error {
	order, err := shipping.Decode(record.Value)
	if err != nil {
		return w.park(ctx, record, err)
	}
	if reason := shipping.HoldReason(order); reason != "" {
		w.store.Put(store.Entry{OrderID: order.OrderID, Status: store.Held, Reason: reason})
		slog.Info("order held", "order_id", order.OrderID, "reason", reason)
		return nil
	}
	shipment := shipping.NewShipment(order, time.Now())
	value, err := json.Marshal(shipment)
	if err != nil {
		return w.park(ctx, record, err)
	}
	err = w.publish(ctx, &kgo.Record{Topic: config.ShipmentsTopic, Key: []byte(order.OrderID), Value: value})
	if err != nil {
		return w.park(ctx, record, err)
	}
	w.store.Put(store.Entry{OrderID: order.OrderID, Status: store.Shipped, Shipment: &shipment})
	slog.Info("order shipped", "order_id", order.OrderID, "shipment_id", shipment.ShipmentID, "parcels", shipment.Parcels)
	return nil
}

func (w *Worker) publish(ctx context.Context, record *kgo.Record) error {
	wait := w.backoff
	for attempt := 1; ; attempt++ {
		err := w.client.ProduceSync(ctx, record).FirstErr()
		if err == nil {
			return nil
		}
		slog.Warn("publish failed", "topic", record.Topic, "attempt", attempt, "of", w.attempts, "error", err)
		if attempt == w.attempts {
			return err
		}
		if err := pause(ctx, wait); err != nil {
			return err
		}
		wait *= 2
	}
}

// park puts the record as it came into the retry topic, with the reason and where it came from as headers.
func (w *Worker) park(ctx context.Context, record *kgo.Record, reason error) error {
	err := w.client.ProduceSync(ctx, &kgo.Record{
		Topic: config.RetryTopic,
		Key:   record.Key,
		Value: record.Value,
		Headers: []kgo.RecordHeader{
			{Key: "retry.reason", Value: []byte(reason.Error())},
			{Key: "retry.source.topic", Value: []byte(record.Topic)},
			{Key: "retry.source.partition", Value: []byte(strconv.Itoa(int(record.Partition)))},
			{Key: "retry.source.offset", Value: []byte(strconv.FormatInt(record.Offset, 10))},
		},
	}).FirstErr()
	if err != nil {
		return err
	}
	slog.Warn("record parked", "topic", config.RetryTopic, "offset", record.Offset, "reason", reason)
	return nil
}

func pause(ctx context.Context, wait time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait):
		return nil
	}
}
