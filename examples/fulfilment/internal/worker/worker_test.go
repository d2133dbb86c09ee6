package worker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/twmb/franz-go/pkg/kgo"

	"example.com/fulfilment/internal/store"
)

var errBroker = errors.New("broker not available")

// fakeClient hands out one record, refuses a number of produce calls per topic and ends the run after the commit.
type fakeClient struct {
	record    *kgo.Record
	failures  map[string]int
	attempts  map[string]int
	produced  []*kgo.Record
	committed []*kgo.Record
	stop      context.CancelFunc
}

func (f *fakeClient) PollFetches(context.Context) kgo.Fetches {
	if f.record == nil {
		f.stop()
		return nil
	}
	record := f.record
	f.record = nil
	return kgo.Fetches{{Topics: []kgo.FetchTopic{{
		Topic:      record.Topic,
		Partitions: []kgo.FetchPartition{{Partition: record.Partition, Records: []*kgo.Record{record}}},
	}}}}
}

func (f *fakeClient) ProduceSync(_ context.Context, records ...*kgo.Record) kgo.ProduceResults {
	record := records[0]
	f.attempts[record.Topic]++
	if f.failures[record.Topic] > 0 {
		f.failures[record.Topic]--
		return kgo.ProduceResults{{Record: record, Err: errBroker}}
	}
	f.produced = append(f.produced, record)
	return kgo.ProduceResults{{Record: record}}
}

func (f *fakeClient) CommitRecords(_ context.Context, records ...*kgo.Record) error {
	f.committed = append(f.committed, records...)
	return nil
}

func run(t *testing.T, value string, failures map[string]int) (*fakeClient, *store.Store) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	client := &fakeClient{
		record:   &kgo.Record{Topic: "orders_scored", Offset: 7, Key: []byte("o-1"), Value: []byte(value)},
		failures: failures,
		attempts: map[string]int{},
		stop:     cancel,
	}
	shipments := store.New(10)
	New(client, shipments, 4, time.Millisecond).Run(ctx)
	if !errors.Is(ctx.Err(), context.Canceled) {
		t.Fatal("the worker did not come back for the next record")
	}
	if len(client.committed) != 1 || client.committed[0].Offset != 7 {
		t.Fatalf("committed: %v", client.committed)
	}
	return client, shipments
}

func scored(decision string) string {
	return fmt.Sprintf(`{"order_id":"o-1","customer_id":"C-1001","customer_tier":"gold","currency":"EUR",
		"total_minor":2250,"lines":[{"sku":"SKU-1","quantity":12}],"risk_score":12,"decision":%q,
		"scored_at":"2025-03-01T10:00:00.200Z"}`, decision)
}

func only(t *testing.T, client *fakeClient, topic string) *kgo.Record {
	t.Helper()
	if len(client.produced) != 1 || client.produced[0].Topic != topic {
		t.Fatalf("want one record in %s, got %v", topic, client.produced)
	}
	return client.produced[0]
}

func header(record *kgo.Record, key string) string {
	for _, h := range record.Headers {
		if h.Key == key {
			return string(h.Value)
		}
	}
	return ""
}

func TestApprovedOrderBecomesAShipmentThatConformsToTheSchema(t *testing.T) {
	client, shipments := run(t, scored("approve"), nil)

	record := only(t, client, "shipments")
	if string(record.Key) != "o-1" {
		t.Errorf("key: %s", record.Key)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../../schemas/shipments.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(record.Value))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Error(err)
	}
	entry, _ := shipments.Get("o-1")
	if entry.Status != store.Shipped || entry.Shipment.Parcels != 2 {
		t.Errorf("entry: %+v", entry)
	}
}

func TestOtherDecisionsAreHeld(t *testing.T) {
	for _, decision := range []string{"review", "reject"} {
		client, shipments := run(t, scored(decision), nil)
		if len(client.produced) != 0 {
			t.Errorf("%s: produced %v", decision, client.produced)
		}
		entry, _ := shipments.Get("o-1")
		if want := fmt.Sprintf("risk decision is %s (score 12)", decision); entry.Status != store.Held || entry.Reason != want {
			t.Errorf("%s: %+v", decision, entry)
		}
	}
}

func TestPublishIsRetried(t *testing.T) {
	client, _ := run(t, scored("approve"), map[string]int{"shipments": 3})
	only(t, client, "shipments")
	if client.attempts["shipments"] != 4 {
		t.Errorf("attempts: %d", client.attempts["shipments"])
	}
}

func TestRecordIsParkedWhenThePublishRetriesAreUsedUp(t *testing.T) {
	client, shipments := run(t, scored("approve"), map[string]int{"shipments": 1000})

	record := only(t, client, "orders_scored.retry")
	if string(record.Key) != "o-1" || string(record.Value) != scored("approve") {
		t.Errorf("the parked record differs: %s %s", record.Key, record.Value)
	}
	for key, want := range map[string]string{
		"retry.reason":           errBroker.Error(),
		"retry.source.topic":     "orders_scored",
		"retry.source.partition": "0",
		"retry.source.offset":    "7",
	} {
		if got := header(record, key); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
	if client.attempts["shipments"] != 4 {
		t.Errorf("attempts: %d", client.attempts["shipments"])
	}
	if _, known := shipments.Get("o-1"); known {
		t.Error("a parked order must not look shipped")
	}
}

func TestUndecodableRecordIsParked(t *testing.T) {
	client, _ := run(t, `{not json`, nil)
	record := only(t, client, "orders_scored.retry")
	if string(record.Value) != `{not json` || header(record, "retry.reason") == "" {
		t.Errorf("record: %+v", record)
	}
}

func TestParkingIsRepeatedUntilItSucceeds(t *testing.T) {
	client, _ := run(t, `{not json`, map[string]int{"orders_scored.retry": 3})
	only(t, client, "orders_scored.retry")
}
