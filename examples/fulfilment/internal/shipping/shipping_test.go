package shipping

import (
	"testing"
	"time"
)

func order(decision, tier string, quantities ...int) ScoredOrder {
	o := ScoredOrder{OrderID: "o-1", CustomerID: "C-1", CustomerTier: tier, Decision: decision, RiskScore: 55}
	for _, quantity := range quantities {
		o.Lines = append(o.Lines, Line{SKU: "SKU-1", Quantity: quantity})
	}
	return o
}

func TestOnlyApprovedOrdersAreShipped(t *testing.T) {
	for decision, want := range map[string]string{
		"approve": "",
		"review":  "risk decision is review (score 55)",
		"reject":  "risk decision is reject (score 55)",
	} {
		if got := HoldReason(order(decision, "standard", 1)); got != want {
			t.Errorf("%s: got %q, want %q", decision, got, want)
		}
	}
}

func TestShipmentPlan(t *testing.T) {
	for _, test := range []struct {
		tier       string
		quantities []int
		parcels    int
		service    string
	}{
		{"standard", []int{1}, 1, "standard"},
		{"silver", []int{4, 6}, 1, "standard"},
		{"gold", []int{4, 7}, 2, "express"},
		{"gold", []int{30}, 3, "express"},
	} {
		got := NewShipment(order("approve", test.tier, test.quantities...), time.Now())
		if got.Parcels != test.parcels || got.Service != test.service {
			t.Errorf("%s %v: got %d parcels by %s", test.tier, test.quantities, got.Parcels, got.Service)
		}
		if got.ShipmentID != "S-o-1" || got.OrderID != "o-1" {
			t.Errorf("unexpected ids: %+v", got)
		}
	}
}

func TestDecodeRefusesUnusableRecords(t *testing.T) {
	for _, value := range []string{
		``,
		`{not json`,
		`{"customer_id":"C-1","decision":"approve","lines":[{"sku":"a","quantity":1}]}`,
		`{"order_id":"o-1","decision":"approve","lines":[{"sku":"a","quantity":1}]}`,
		`{"order_id":"o-1","customer_id":"C-1","decision":"maybe","lines":[{"sku":"a","quantity":1}]}`,
		`{"order_id":"o-1","customer_id":"C-1","decision":"approve","lines":[]}`,
		`{"order_id":"o-1","customer_id":"C-1","decision":"approve","lines":[{"sku":"a","quantity":0}]}`,
	} {
		if _, err := Decode([]byte(value)); err == nil {
			t.Errorf("accepted: %s", value)
		}
	}
}
