package main

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"example.com/fulfilment/internal/config"
)

func newClient(cfg config.Config) (*kgo.Client, error) {
	return kgo.NewClient(
		kgo.SeedBrokers(cfg.Brokers...),
		kgo.ClientID("fulfilment"),
		kgo.ConsumerGroup(cfg.GroupID),
		kgo.ConsumeTopics(config.SourceTopic),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.DisableAutoCommit(),
		kgo.RequiredAcks(kgo.AllISRAcks()),
		kgo.RecordDeliveryTimeout(5*time.Second),
		kgo.DialTimeout(2*time.Second),
	)
}

// connection knows whether Kafka can be used.
type connection struct {
	client *kgo.Client
	ready  atomic.Bool
}

// await tries until Kafka is there and all topics exist.
func (c *connection) await(ctx context.Context) error {
	for {
		err := c.createTopics(ctx)
		if err == nil {
			c.ready.Store(true)
			slog.Info("connected to Kafka")
			return nil
		}
		slog.Warn("Kafka is not available yet", "error", err)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func (c *connection) createTopics(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	topics := []string{config.SourceTopic, config.ShipmentsTopic, config.RetryTopic}
	created, err := kadm.NewClient(c.client).CreateTopics(ctx, 1, 1, nil, topics...)
	if err != nil {
		return err
	}
	for _, topic := range created {
		if topic.Err != nil && !errors.Is(topic.Err, kerr.TopicAlreadyExists) {
			return topic.Err
		}
	}
	return nil
}

func (c *connection) connected() bool {
	if !c.ready.Load() {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	return c.client.Ping(ctx) == nil
}
