package store

import "testing"

func TestTheOldestEntriesAreForgotten(t *testing.T) {
	s := New(2)
	for _, id := range []string{"o-1", "o-2", "o-2", "o-3"} {
		s.Put(Entry{OrderID: id, Status: Held})
	}
	if _, ok := s.Get("o-1"); ok {
		t.Error("o-1 should be gone")
	}
	for _, id := range []string{"o-2", "o-3"} {
		if _, ok := s.Get(id); !ok {
			t.Errorf("%s should be there", id)
		}
	}
}
