package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/fulfilment/internal/store"
)

func get(t *testing.T, connected bool, path string) *httptest.ResponseRecorder {
	t.Helper()
	shipments := store.New(10)
	shipments.Put(store.Entry{OrderID: "o-1", Status: store.Held, Reason: "risk decision is review (score 55)"})
	response := httptest.NewRecorder()
	router := NewRouter(shipments, func() bool { return connected })
	router.ServeHTTP(response, httptest.NewRequest(http.MethodGet, path, nil))
	return response
}

func TestHealthFollowsTheKafkaConnection(t *testing.T) {
	if code := get(t, true, "/health").Code; code != http.StatusOK {
		t.Errorf("connected: %d", code)
	}
	if code := get(t, false, "/health").Code; code != http.StatusServiceUnavailable {
		t.Errorf("not connected: %d", code)
	}
}

func TestShipmentsByOrderID(t *testing.T) {
	response := get(t, true, "/shipments/o-1")
	if response.Code != http.StatusOK || !strings.Contains(response.Body.String(), `"status":"held"`) {
		t.Errorf("%d %s", response.Code, response.Body)
	}
	if code := get(t, true, "/shipments/o-2").Code; code != http.StatusNotFound {
		t.Errorf("unknown order: %d", code)
	}
}
