// Package store remembers what became of the last orders.
package store

import (
	"sync"

	"example.com/fulfilment/internal/shipping"
)

const (
	Shipped = "shipped"
	Held    = "held"
)

type Entry struct {
	OrderID  string             `json:"order_id"`
	Status   string             `json:"status"`
	Reason   string             `json:"reason,omitempty"`
	Shipment *shipping.Shipment `json:"shipment,omitempty"`
}

// Store keeps a bounded number of entries; the oldest are forgotten first.
type Store struct {
	mu       sync.RWMutex
	capacity int
	entries  map[string]Entry
	order    []string
}

func New(capacity int) *Store {
	return &Store{capacity: capacity, entries: make(map[string]Entry)}
}

func (s *Store) Put(entry Entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.entries[entry.OrderID]; !known {
		s.order = append(s.order, entry.OrderID)
	}
	s.entries[entry.OrderID] = entry
	for len(s.order) > s.capacity {
		delete(s.entries, s.order[0])
		s.order = s.order[1:]
	}
}

func (s *Store) Get(orderID string) (Entry, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	entry, ok := s.entries[orderID]
	return entry, ok
}
