// Package shipping holds the business rule: what is shipped, in how many parcels, and what is held back.
package shipping

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

const piecesPerParcel = 10

type Line struct {
	SKU      string `json:"sku"`
	Quantity int    `json:"quantity"`
}

// ScoredOrder is the part of an orders_scored record that matters here.
type ScoredOrder struct {
	OrderID      string `json:"order_id"`
	CustomerID   string `json:"customer_id"`
	CustomerTier string `json:"customer_tier"`
	Lines        []Line `json:"lines"`
	RiskScore    int    `json:"risk_score"`
	Decision     string `json:"decision"`
}

// Shipment is a record of the shipments topic.
type Shipment struct {
	ShipmentID string    `json:"shipment_id"`
	OrderID    string    `json:"order_id"`
	CustomerID string    `json:"customer_id"`
	Service    string    `json:"service"`
	Parcels    int       `json:"parcels"`
	Lines      []Line    `json:"lines"`
	CreatedAt  time.Time `json:"created_at"`
}

// Decode parses and checks an orders_scored record.
func Decode(value []byte) (ScoredOrder, error) {
	var order ScoredOrder
	if err := json.Unmarshal(value, &order); err != nil {
		return ScoredOrder{}, fmt.Errorf("not a scored order: %w", err)
	}
	switch {
	case order.OrderID == "":
		return ScoredOrder{}, errors.New("order_id is missing")
	case order.CustomerID == "":
		return ScoredOrder{}, errors.New("customer_id is missing")
	case order.Decision != "approve" && order.Decision != "review" && order.Decision != "reject":
		return ScoredOrder{}, fmt.Errorf("unknown decision %q", order.Decision)
	case len(order.Lines) == 0:
		return ScoredOrder{}, errors.New("the order has no lines")
	}
	for _, line := range order.Lines {
		if line.SKU == "" || line.Quantity < 1 {
			return ScoredOrder{}, errors.New("a line has no sku or no quantity")
		}
	}
	return order, nil
}

// HoldReason says why an order must not be shipped; it is empty for approved orders.
func HoldReason(order ScoredOrder) string {
	if order.Decision == "approve" {
		return ""
	}
	return fmt.Sprintf("risk decision is %s (score %d)", order.Decision, order.RiskScore)
}

// NewShipment plans an approved order: full parcels first, express for gold customers. The id is derived from
// the order id, so an order that is read twice leads to the same shipment.
func NewShipment(order ScoredOrder, now time.Time) Shipment {
	pieces := 0
	for _, line := range order.Lines {
		pieces += line.Quantity
	}
	service := "standard"
	if order.CustomerTier == "gold" {
		service = "express"
	}
	return Shipment{
		ShipmentID: "S-" + order.OrderID,
		OrderID:    order.OrderID,
		CustomerID: order.CustomerID,
		Service:    service,
		Parcels:    (pieces + piecesPerParcel - 1) / piecesPerParcel,
		Lines:      order.Lines,
		CreatedAt:  now.UTC().Truncate(time.Millisecond),
	}
}
